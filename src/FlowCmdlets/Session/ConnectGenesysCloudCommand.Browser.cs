using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Authentication;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <content>Signing in with a browser.</content>
public sealed partial class ConnectGenesysCloudCommand
{
    private const string FromBrowser = "Interactive";

    /// <summary>Signs a user in with a browser (authorization code with PKCE).</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromBrowser, HelpMessage = "Signs a user in with a browser.")]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Shows the address to open, instead of starting a browser.</summary>
    [Parameter(ParameterSetName = FromBrowser, HelpMessage = "Shows the address to open, and starts no browser.")]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>The loopback port that the browser is sent back to; 0 for any free one.</summary>
    [Parameter(ParameterSetName = FromBrowser, HelpMessage = "Specifies the port of this computer that the browser is sent back to.")]
    [ValidateRange(0, 65535)]
    public int RedirectPort { get; set; }

    /// <summary>How many seconds the user has to sign in.</summary>
    [Parameter(ParameterSetName = FromBrowser, HelpMessage = "Specifies how many seconds the user has to sign in.")]
    [ValidateRange(1, 3600)]
    public int SignInTimeoutSec { get; set; } = 300;

    /// <summary>How the user signs in; null with other parameter sets.</summary>
    private BrowserSignIn? Browser(ConnectionSources sources)
    {
        if (ParameterSetName != FromBrowser)
            return null;
        if (!Interactive)
            ThrowTerminatingError(Errors.ParameterMissing("ClientSecret or -Interactive", nameof(ClientId)));
        string? given = IsGiven(nameof(ClientId)) ? ClientId ?? "" : null;
        return new BrowserSignIn(ConnectionSettings.FindClientId(sources, given, nameof(Interactive)))
        {
            RedirectPort = RedirectPort,
            Timeout = TimeSpan.FromSeconds(SignInTimeoutSec),
            Open = NoBrowser ? null : SystemBrowser.OfProcess.Open,
        };
    }

    /// <summary>Waits until the session is signed in; a user who takes time to sign in is no reason for a warning.</summary>
    private void Wait(Task connecting, BrowserSignIn? browser)
    {
        if (browser is null)
        {
            Await(connecting);
            return;
        }

        Streams.OnEvent = ShowAddress;
        Await(connecting, static () => { });
    }

    /// <summary>Shows where to sign in, even if a browser was started: it may be on a screen that no one sees.</summary>
    private void ShowAddress(ClientEvent clientEvent)
    {
        if (clientEvent is not BrowserSignInStarted started)
            return;
        string what = started.IsOpened
            ? "Sign in with the browser. If it didn't open, open this address on this computer:"
            : "To sign in, open this address on this computer:";
        WriteHostInformation($"{what}\n{started.Address.AbsoluteUri}", "SignIn");
    }
}
