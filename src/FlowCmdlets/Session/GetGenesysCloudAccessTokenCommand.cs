using System.Management.Automation;
using System.Security;

namespace FlowCmdlets.Session;

/// <summary>Gets an access token of a session, to hand its sign-in to another program.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysCloudAccessToken")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class GetGenesysCloudAccessTokenCommand : ConnectedCmdlet
{
    /// <summary>Emits the token as text.</summary>
    [Parameter(HelpMessage = "Returns the token as text instead of a SecureString.")]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string token = Await(Client.GetAccessTokenAsync(StopToken));
        if (AsPlainText)
        {
            WriteObject(token);
            return;
        }

        var secure = new SecureString();
        foreach (char character in token)
            secure.AppendChar(character);
        secure.MakeReadOnly();
        WriteObject(secure);
    }
}
