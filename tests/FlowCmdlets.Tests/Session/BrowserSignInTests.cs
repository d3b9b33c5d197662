using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>Connect-GenesysCloud -Interactive, with an HTTP client that plays the browser.</summary>
public sealed partial class BrowserSignInTests : CloudTest
{
    private const string SignIn = "Connect-GenesysCloud $url -Interactive -ClientId $id -NoBrowser";

    private const string RunWhoseTokenEnds =
        "1..200 | ForEach-Object { if ($_ -eq 50) { $end.Invoke() }; [pscustomobject]@{ N = $_ } } | " +
        "Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn * -ThrottleLimit 8";

    [Fact]
    public async Task A_user_signs_in_and_the_session_says_how()
    {
        (Transcript transcript, string page) = await SignInAsync($"{SignIn} -PassThru");

        GenesysCloudSession session = Assert.Single(transcript.WithoutErrors().OutputOf<GenesysCloudSession>());
        Assert.Equal((SignInMethod.AuthorizationCode, SimulatedClients.Browser.Id), (session.SignIn, session.ClientId));
        Assert.Equal("Simulated organization", session.Organization);
        Assert.NotNull(session.TokenExpiresAt);
        Assert.Contains("You are signed in", page, StringComparison.Ordinal);
        Assert.Matches("^To sign in, open this address on this computer:\nhttp://127", Assert.Single(transcript.Information));
        Assert.Empty(transcript.Warnings);
    }

    [Fact]
    public async Task A_user_launches_and_disconnecting_revokes_the_token()
    {
        await SignInAsync(SignIn);

        Run("Start-GenesysFlow 'Nightly clean-up'; Disconnect-GenesysCloud").WithoutErrors();

        Assert.Equal(SimulatedClients.Browser.Id, Assert.Single(Cloud.Launches).ClientId);
        Assert.Single(Cloud.Requests, request => request.Method == "DELETE" && request.Status == 200);
    }

    [Fact]
    public async Task Sign_ins_with_other_means_say_so_too()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        Transcript transcript = Run(
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru; " +
            "Connect-GenesysCloud $url -AccessToken $token -PassThru");
        Assert.Equal(
            [SignInMethod.ClientCredentials, SignInMethod.AccessToken],
            transcript.WithoutErrors().OutputOf<GenesysCloudSession>().Select(session => session.SignIn));
    }

    [Fact]
    public async Task No_code_and_no_token_is_on_any_stream_or_in_the_session()
    {
        Cloud.Settings.RefreshTokens = true;
        (Transcript signedIn, _) = await SignInAsync(
            $"{SignIn} -PassThru -Verbose -Debug 5>&1 4>&1 | " +
            "ForEach-Object { if ($_ -is [Management.Automation.InformationalRecord]) { \"$_\" } else { $_ | ConvertTo-Json -Depth 5 } }");
        Cloud.EndTokens();
        Transcript renewed = Run("Get-GenesysFlow -Verbose -Debug | Out-Null; Get-GenesysCloudSession | Format-List * -Force | Out-String");

        string[] texts =
        [
            .. signedIn.WithoutErrors().All.Concat(renewed.WithoutErrors().All)
                .Where(said => said.Channel is not (Channel.Information or Channel.HostLine)).Select(said => $"{said}"),
        ];
        Assert.Contains(texts, text => text.Contains("POST /oauth/token 200", StringComparison.Ordinal));

        // The forms of the simulator's tokens and codes.
        Assert.All(texts, text => Assert.DoesNotMatch("[A-Za-z0-9_-]{43}|[0-9a-f]{32}", text));
    }

    [Theory]
    [InlineData("access_denied", "Approve the request")]
    [InlineData("unauthorized_client", "grant type is Code Authorization")]
    [InlineData("invalid_request", "http://localhost, without a port")]
    [InlineData("temporarily_unavailable", "Retry later")]
    public async Task A_refused_sign_in_is_an_error_that_says_what_to_do(string error, string action)
    {
        Cloud.Settings.AuthorizationError = error;

        (Transcript transcript, string page) = await SignInAsync(SignIn);

        ErrorRecord refused = transcript.Terminating!;
        Assert.Equal("BrowserSignInRefused", refused.Id());
        Assert.Equal(ErrorCategory.AuthenticationError, refused.CategoryInfo.Category);
        Assert.Contains(error, refused.Text(), StringComparison.Ordinal);
        Assert.Contains(action, refused.Action(), StringComparison.Ordinal);
        Assert.Contains("You are not signed in", page, StringComparison.Ordinal);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public async Task A_client_of_another_grant_type_is_told_from_a_wrong_secret()
    {
        Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore)
        {
            Path = "/oauth/token", Status = 401, Body = """{"error":"invalid_client","error_description":"authentication failed"}""",
        });

        (Transcript transcript, _) = await SignInAsync(SignIn);

        Assert.Equal("BrowserSignInRefused", transcript.Terminating!.Id());
        Assert.DoesNotContain("secret", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_the_waiting_and_the_listening()
    {
        Shell["id"] = SimulatedClients.Browser.Id;
        using RunningScript running = Shell.Start(SignIn);
        Uri address = AddressOf(running);
        int port = int.Parse(
            RedirectPort().Match(address.Query).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

        Transcript transcript = running.Stop();

        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Null(Shell.DefaultSession);
        Until(() => !System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Any(listener => listener.Port == port));
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_at_once()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        Shell["port"] = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        ErrorRecord error = Run($"{SignIn} -RedirectPort $port").Terminating!;

        Assert.Equal("RedirectPortUnavailable", error.Id());
        Assert.Contains($"The port {Shell["port"]} of this computer can't be used", error.Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public async Task A_port_can_be_chosen()
    {
        using (var free = new TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            free.Start();
            Shell["port"] = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        }

        (Transcript transcript, _) = await SignInAsync($"{SignIn} -RedirectPort $port");

        Assert.Contains(
            $"redirect_uri=http%3A%2F%2Flocalhost%3A{Shell["port"]}&",
            Assert.Single(transcript.WithoutErrors().Information), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_in_that_nobody_finishes_is_an_error()
    {
        ErrorRecord error = Errors.TryDescribe(
            new SignInException("The user did not sign in.", SendOutcome.NotSent) { Code = SignInException.BrowserTimeout }, null)!;

        Assert.Equal(("BrowserSignInTimedOut", ErrorCategory.OperationTimeout), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains("-SignInTimeoutSec", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_rejected_asks_for_a_sign_in_once_and_nothing_more_is_sent()
    {
        await SignInAsync(SignIn);
        Cloud.EndTokens();
        Run("Get-GenesysFlow");
        int sent = Cloud.Requests.Count;

        Transcript transcript = Run(
            "1..5 | ForEach-Object { [pscustomobject]@{ N = $_ } } | Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn *");

        ErrorRecord error = transcript.Terminating ?? transcript.Errors[0];
        Assert.Equal("SignInExpired", error.Id());
        Assert.Contains("Connect-GenesysCloud -Interactive", error.Action(), StringComparison.Ordinal);
        Assert.Equal(sent, Cloud.Requests.Count);
        Run("Disconnect-GenesysCloud").WithoutErrors();
    }

    [Fact]
    public async Task A_run_outlives_its_token_with_a_refresh_token()
    {
        Cloud.Settings.RefreshTokens = true;
        await SignInAsync(SignIn);

        Transcript transcript = Run(RunWhoseTokenEnds).WithoutErrors();

        Assert.Equal((200, 200), (transcript.Output.Count, Cloud.LaunchCount));
        Assert.Equal(2, Cloud.Requests.Count(request => request.Path == "/oauth/token"));
    }

    [Fact]
    public async Task A_run_ends_with_its_token_without_a_refresh_token_and_launches_nothing_twice()
    {
        await SignInAsync(SignIn);

        Transcript transcript = Run(RunWhoseTokenEnds);

        Assert.Contains(
            transcript.Errors.Append(transcript.Terminating).OfType<ErrorRecord>(),
            error => error.Action().Contains("Connect-GenesysCloud", StringComparison.Ordinal));
        Assert.InRange(Cloud.LaunchCount, 0, 49);
        Assert.Equal(Cloud.LaunchCount, transcript.Output.Count);
        Assert.InRange(Cloud.Requests.Count(request => request.Status == 401), 1, 8);
        Assert.Single(Cloud.Requests, request => request.Path == "/oauth/token");
    }

    [Theory]
    [InlineData("-ClientId $id", "-ClientId was specified without -ClientSecret, and GENESYSCLOUD_OAUTHCLIENT_SECRET is not set.")]
    [InlineData("-ClientId $id -Interactive:$false", "-ClientId has no effect without -ClientSecret or -Interactive.")]
    [InlineData("-Interactive", "-Interactive was specified without -ClientId, and GENESYSCLOUD_OAUTHCLIENT_ID is not set.")]
    public void A_part_alone_is_an_error_that_names_what_is_missing(string parameters, string message)
    {
        ErrorRecord error = Run($"Connect-GenesysCloud $url {parameters}").Terminating!;
        Assert.Equal("ParameterMissing", error.Id());
        Assert.Equal(message, error.Text());
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public void An_empty_client_id_is_an_error()
    {
        Transcript transcript = Run("Connect-GenesysCloud $url -Interactive -ClientId ' ' -NoBrowser");
        Assert.Equal("CredentialsEmpty", transcript.Terminating!.Id());
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public void The_variable_of_the_official_client_names_the_browser()
    {
        ProcessStartInfo? started = null;
        var browser = new SystemBrowser(name => name == "GENESYSCLOUD_BROWSER" ? "my browser" : null, program => started = program);

        Assert.True(browser.Open(new Uri("http://login.example/?a=b&c=d")));

        Assert.Equal(("my browser", false), (started!.FileName, started.UseShellExecute));
        Assert.Equal(["http://login.example/?a=b&c=d"], started.ArgumentList);
    }

    [Fact]
    public void Without_the_variable_the_system_opens_the_address()
    {
        ProcessStartInfo? started = null;
        var browser = new SystemBrowser(name => name == "DISPLAY" ? ":0" : null, program => started = program);

        Assert.True(browser.Open(new Uri("http://login.example/?a=b&c=d")));

        Assert.Equal(("http://login.example/?a=b&c=d", true), (started!.FileName, started.UseShellExecute));
    }

    [Fact]
    public void A_browser_that_cannot_be_started_is_no_failure()
    {
        var browser = new SystemBrowser(_ => "x", _ => throw new Win32Exception("There is no such program."));
        Assert.False(browser.Open(new Uri("http://login.example/")));
    }

    [Fact]
    public void On_Linux_without_a_screen_none_is_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has terminal browsers that the system opens.");
        var browser = new SystemBrowser(_ => null, _ => Assert.Fail("It was started."));
        Assert.False(browser.Open(new Uri("http://login.example/")));
    }

    private async Task<(Transcript Transcript, string Page)> SignInAsync(string script)
    {
        Shell["id"] = SimulatedClients.Browser.Id;
        Shell["end"] = new Action(Cloud.EndTokens);
        using RunningScript running = Shell.Start(script);
        using var browser = new HttpClient();
        string page = await browser.GetStringAsync(AddressOf(running), TestContext.Current.CancellationToken);
        return (running.Finish(), page);
    }

    private static Uri AddressOf(RunningScript running)
    {
        Until(() => running.Transcript.Information.Count > 0);
        return new Uri(Address().Match(running.Transcript.Information[0]).Value);
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();

    [GeneratedRegex("localhost%3A([0-9]+)")]
    private static partial Regex RedirectPort();
}
