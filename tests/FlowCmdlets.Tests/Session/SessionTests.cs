using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

public sealed class SessionTests : CloudTest
{
    [Theory]
    [InlineData(true, 100, "Reported")]
    [InlineData(false, 300, "Assumed")]
    public void A_session_says_whether_its_rate_limit_was_reported_or_is_assumed(bool headers, int allowed, string source)
    {
        Cloud.Settings.RateLimit = 100;
        Cloud.Settings.RateLimitHeaders = headers;
        Connect();
        GenesysCloudSession session = Run("Get-GenesysCloudSession").WithoutErrors().OutputOf<GenesysCloudSession>().Single();
        Assert.Equal((allowed, allowed - 1, source), (session.RequestsAllowed, session.RequestsLeft, session.RateLimitSource.ToString()));
    }

    [Fact]
    public void Disconnecting_revokes_the_token_once()
    {
        Connect();
        GenesysCloudSession session = Shell.DefaultSession!;
        Transcript transcript = Run("Disconnect-GenesysCloud").WithoutErrors();
        Assert.Empty(transcript.Output);
        Assert.Single(Cloud.Requests, request => request is { Method: "DELETE", Path: "/api/v2/tokens/me", Status: 200 });
        Assert.False(session.IsConnected);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void Disconnecting_after_the_token_has_ended_is_no_error()
    {
        Connect();
        Cloud.EndTokens();
        Run("Disconnect-GenesysCloud").WithoutErrors();
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void A_session_that_was_disconnected_says_so()
    {
        Connect();
        ErrorRecord error = Assert.IsType<ErrorRecord>(
            Run("$s = Get-GenesysCloudSession; Disconnect-GenesysCloud; Get-GenesysFlow -Session $s").Terminating);
        Assert.Equal("NotConnected", error.Id());
        Assert.Contains("is disconnected", error.Text(), StringComparison.Ordinal);
        Assert.IsType<GenesysCloudSession>(error.TargetObject);
    }

    [Fact]
    public void Disconnecting_another_session_leaves_the_default_alone()
    {
        Connect();
        Run(
            "$other = Get-GenesysCloudSession; Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret; " +
            "Disconnect-GenesysCloud -Session $other; Get-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.True(Shell.DefaultSession!.IsConnected);
    }

    [Theory]
    [InlineData("Get-GenesysFlow")]
    [InlineData("Get-GenesysFlowInput 'Onboard employee'")]
    [InlineData("Start-GenesysFlow 'Onboard employee'")]
    [InlineData("'x' | Get-GenesysFlowExecution")]
    [InlineData("'x' | Wait-GenesysFlowExecution")]
    [InlineData("Disconnect-GenesysCloud")]
    public void Without_a_session_every_cmdlet_says_what_to_do(string script)
    {
        ErrorRecord error = Assert.IsType<ErrorRecord>(Run(script).Terminating);
        Assert.Equal("NotConnected", error.Id());
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Contains("Connect-GenesysCloud", error.Action(), StringComparison.Ordinal);
        Assert.Contains("ForEach-Object -Parallel", error.Action(), StringComparison.Ordinal);
        Assert.Contains("-Session $using:session", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_may_ask_whether_there_is_a_session()
    {
        Transcript none = Run("if (Get-GenesysCloudSession) { 'yes' } else { 'no' }").WithoutErrors();
        Connect();
        Transcript some = Run("if (Get-GenesysCloudSession) { 'yes' } else { 'no' }").WithoutErrors();
        Assert.Equal(["no", "yes"], none.OutputOf<string>().Concat(some.OutputOf<string>()));

        ErrorRecord error = Assert.Single(
            Run("$s = Get-GenesysCloudSession; Disconnect-GenesysCloud; Get-GenesysCloudSession -Session $s").Errors);
        Assert.Equal("NotConnected", error.Id());
        Assert.Contains("Connect-GenesysCloud", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_session_belongs_to_its_runspace()
    {
        Connect();
        using var other = new Shell();
        Assert.Empty(other.Run("Get-GenesysCloudSession").WithoutErrors().All);
        Assert.Equal("NotConnected", other.Run("Get-GenesysFlow").Terminating?.Id());
        Assert.NotNull(Shell.DefaultSession);
    }

    [Fact]
    public void A_session_works_from_another_runspace_that_names_it()
    {
        Connect();
        using var other = new Shell();
        other["session"] = Shell.DefaultSession;
        Transcript transcript = other.Run("Get-GenesysFlow 'Onboard employee' -Session $session").WithoutErrors();
        Assert.Single(transcript.Output);
        Assert.Null(other.DefaultSession);
    }

    [Fact]
    public void A_session_works_from_several_runspaces_at_once()
    {
        Connect();
        Shell["manifest"] = Repository.Manifest;
        Transcript transcript = Run("""
            $session = Get-GenesysCloudSession
            1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                1..10 | ForEach-Object { [pscustomobject]@{ userId = [guid]::NewGuid().ToString() } } |
            """ + """
             Start-GenesysFlow 'Onboard employee' -Session $using:session
            }
            """).WithoutErrors();
        Assert.Equal(80, transcript.Output.Count);
        Assert.Equal(80, Cloud.LaunchCount);
        Assert.Single(Cloud.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public void Inside_parallel_blocks_without_a_session_the_error_says_how_to_hand_it_over()
    {
        Connect();
        Shell["manifest"] = Repository.Manifest;
        Transcript transcript = Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-GenesysFlow }");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("NotConnected", error.Id());
        Assert.Contains("$session = Get-GenesysCloudSession", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sessions_keep_to_their_own_sign_in()
    {
        Connect(SimulatedClients.ViewOnly);
        Run("$viewer = Get-GenesysCloudSession").WithoutErrors();
        Connect(SimulatedClients.Administrator);
        Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        Transcript refused = Run("Start-GenesysFlow 'Nightly clean-up' -Session $viewer");
        Assert.Equal("NotPermitted", refused.Terminating?.Id());
        Assert.Equal(SimulatedClients.Administrator.Id, Assert.Single(Cloud.Launches).ClientId);
    }
}
