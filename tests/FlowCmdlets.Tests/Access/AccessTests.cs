using System.Management.Automation;
using FlowCmdlets.Access;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Access;

/// <summary>What a doctor finds where everything responds. By true time, so that a pause of the machine is no wrong clock.</summary>
public sealed class AccessTests() : AccessTest(pace: 1)
{
    [Fact]
    public void All_is_well_for_an_administrator_and_costs_ten_requests_at_most()
    {
        ConnectHurried();
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.All(checks.Values, check => Assert.True(check.Result == AccessResult.Ok, check.ToString()));
        Assert.InRange(Cloud.Requests.Count, 5, 10);
        Assert.Contains("'Simulated organization'", checks["Sign-in"].Detail, StringComparison.Ordinal);
        Assert.Contains(SimulatedClients.Administrator.Id, checks["Sign-in"].Detail, StringComparison.Ordinal);
        Assert.Contains($"API host {Cloud.BaseAddress.Authority}", checks["Region"].Detail, StringComparison.Ordinal);
        Assert.Contains("agree within 2 seconds", checks["Clock"].Detail, StringComparison.Ordinal);
        Assert.Contains("use no proxy", checks["Proxy"].Detail, StringComparison.Ordinal);
        Assert.Equal("Role 'administrator' in all divisions.", checks["Permissions"].Detail);
        Assert.Equal("The permissions apply in all divisions.", checks["Divisions"].Detail);
        Assert.Equal("Can be read: 6 inputs of the flow 'Onboard employee'.", checks["Schemas"].Detail);
        Assert.Equal("The workflow 'Onboard employee' is published and takes 6 inputs.", checks["Flow"].Detail);
        Assert.Equal(
            "Has architect:flow:launch, architect:flow:view, architect:flowExecution:view, architect:flowInstance:search, " +
            "directory:user:view, externalContacts:contact:view.",
            checks["Start-GenesysFlow"].Detail);
    }

    [Fact]
    public void Without_a_flow_any_published_workflow_shows_whether_schemas_can_be_read()
    {
        ConnectHurried();
        Dictionary<string, AccessCheck> checks = Test();
        Assert.Equal(AccessResult.Ok, checks["Schemas"].Result);
        Assert.Equal(AccessResult.NotTested, checks["Flow"].Result);
        Assert.InRange(Cloud.Requests.Count, 5, 10);
    }

    [Fact]
    public void Without_a_session_sign_in_has_failed_and_the_rest_is_not_tested()
    {
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.Equal(AccessResult.Failed, checks["Sign-in"].Result);
        Assert.Contains("Run Connect-GenesysCloud first.", checks["Sign-in"].Action, StringComparison.Ordinal);
        Assert.Equal(["Proxy"], checks.Values.Where(check => check.Result == AccessResult.Ok).Select(check => check.Check));
        Assert.All(
            checks.Values.Where(check => check.Result == AccessResult.NotTested),
            check => Assert.Contains("because sign-in failed", check.Detail, StringComparison.Ordinal));
        Assert.Empty(Cloud.Requests);
    }

    [Fact]
    public void A_session_that_was_disconnected_says_so()
    {
        Connect();
        Run("$closed = Get-GenesysCloudSession; Disconnect-GenesysCloud").WithoutErrors();
        AccessCheck signIn = Test("-Session $closed")["Sign-in"];
        Assert.Equal(AccessResult.Failed, signIn.Result);
        Assert.Contains("is disconnected", signIn.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_revoked_fails_sign_in_and_says_what_to_do()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        Run("Connect-GenesysCloud $url -AccessToken $token").WithoutErrors();
        Assert.Contains("can't be renewed", Test()["Sign-in"].Detail, StringComparison.Ordinal);
        Cloud.EndTokens();
        Dictionary<string, AccessCheck> checks = Test();
        Assert.Equal(AccessResult.Failed, checks["Sign-in"].Result);
        Assert.Contains("Connect-GenesysCloud", checks["Sign-in"].Action, StringComparison.Ordinal);
        Assert.Equal(AccessResult.NotTested, checks["Region"].Result);
        Assert.Equal(AccessResult.NotTested, checks["Permissions"].Result);
    }

    [Fact]
    public void Without_the_permission_to_launch_the_cmdlet_and_the_flow_have_failed()
    {
        ConnectHurried(SimulatedClients.ViewOnly);
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.Equal(AccessResult.Failed, checks["Start-GenesysFlow"].Result);
        Assert.Equal("Lacks architect:flow:launch (required to launch flows).", checks["Start-GenesysFlow"].Detail);
        Assert.StartsWith("Grant architect:flow:launch. ", checks["Start-GenesysFlow"].Action, StringComparison.Ordinal);
        Assert.Contains("Admin > Integrations > OAuth", checks["Start-GenesysFlow"].Action, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Failed, checks["Flow"].Result);
        Assert.Contains("architect:flow:launch is not granted.", checks["Flow"].Detail, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Ok, checks["Get-GenesysFlow"].Result);
        Assert.Equal(AccessResult.Ok, checks["Wait-GenesysFlowExecution"].Result);
    }

    [Fact]
    public void Without_the_permission_to_read_flows_launching_works_with_limits()
    {
        ConnectHurried(SimulatedClients.LaunchOnly);
        Dictionary<string, AccessCheck> checks = Test(Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id);
        Assert.Equal(AccessResult.Failed, checks["Get-GenesysFlow"].Result);
        Assert.Equal(AccessResult.Warning, checks["Start-GenesysFlow"].Result);
        Assert.Contains(
            "Lacks architect:flow:view (used to find flows by name and to validate inputs).", checks["Start-GenesysFlow"].Detail,
            StringComparison.Ordinal);
        Assert.Equal(AccessResult.Warning, checks["Schemas"].Result);
        Assert.StartsWith("Grant the missing permission: architect:flow:view.", checks["Schemas"].Action, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Warning, checks["Flow"].Result);
        Assert.Contains("can't be read", checks["Flow"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_search_names_the_permission_and_where_to_grant_it()
    {
        ConnectHurried(SimulatedClients.NoExecutionData);
        Dictionary<string, AccessCheck> checks = Test();
        Assert.Equal(AccessResult.Warning, checks["Execution data"].Result);
        Assert.StartsWith(
            "Grant the missing permission: architect:flowInstance:search.", checks["Execution data"].Action, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Failed, checks["Resolve-GenesysFlowJournal"].Result);
    }

    [Theory]
    [InlineData(true, true, "Ok", "returned an execution of the last day")]
    [InlineData(true, false, "Ok", "Is turned on.")]
    [InlineData(false, true, "Warning", "Is turned off")]
    public void Execution_data_is_on_if_the_search_finds_it_or_the_setting_says_so(bool stored, bool launched, string result, string detail)
    {
        Cloud.Settings.ExecutionData = stored;
        ConnectHurried();
        if (launched)
            Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        AccessCheck check = Test()["Execution data"];
        Assert.Equal(result, check.Result.ToString());
        Assert.Contains(detail, check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_neither_shows_it_execution_data_may_be_off()
    {
        Cloud.Settings.ExecutionData = false;
        ConnectHurried(SimulatedClients.ViewOnly);
        AccessCheck check = Test()["Execution data"];
        Assert.Equal(AccessResult.Warning, check.Result);
        Assert.Contains("may be turned off", check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-90_125, "1.01:02:05 behind")]
    [InlineData(3600, "01:00:00 ahead of")]
    public void A_clock_that_is_off_is_a_warning(int seconds, string difference)
    {
        ConnectHurried(time: new ShiftedTimeProvider(Time, TimeSpan.FromSeconds(seconds)));
        AccessCheck clock = Test()["Clock"];
        Assert.Equal(AccessResult.Warning, clock.Result);
        // Dates have whole seconds, and a response takes a while.
        Assert.Contains(difference[..^10], clock.Detail, StringComparison.Ordinal);
        Assert.Contains(difference.Split(' ')[1], clock.Detail, StringComparison.Ordinal);
        Assert.Contains("NTP", clock.Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "900 requests per minute and token, as responses report.", "Responses report", "Ok")]
    [InlineData(false, false, "900 requests per minute and token, as read from the limits of the organization.", "don't report", "Ok")]
    [InlineData(false, true, "300 requests per minute and token, as documented", "don't report", "Warning")]
    public void The_rate_limit_is_reported_read_or_assumed(bool headers, bool refused, string limit, string reported, string result)
    {
        Cloud.Settings.RateLimit = 900;
        Cloud.Settings.RateLimitHeaders = headers;
        if (refused)
        {
            Cloud.Faults.Add(new Fault(FaultKind.StatusBefore)
            {
                Status = 403, Method = "GET", Path = "/api/v2/organizations/limits/namespaces/platform.api", Times = null,
            });
        }

        ConnectHurried();
        Dictionary<string, AccessCheck> checks = Test();
        Assert.StartsWith(limit, checks["Rate limit"].Detail, StringComparison.Ordinal);
        Assert.Equal(result, checks["Rate limit"].Result.ToString());
        Assert.Contains(reported, checks["Rate-limit headers"].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Draft: survey follow-up'", "has never been published", "Publish the flow")]
    [InlineData("'Main IVR'", "is of type INBOUNDCALL", "Get-GenesysFlow -Type workflow")]
    [InlineData("'Onbord employee'", "did you mean 'Onboard employee'", "Get-GenesysFlow")]
    [InlineData("00000000-0000-4000-8000-00000000dead", "No flow with ID", "Get-GenesysFlow")]
    public void A_flow_that_cannot_be_launched_says_why(string flow, string why, string action)
    {
        ConnectHurried();
        AccessCheck check = Test(flow)["Flow"];
        Assert.Equal(AccessResult.Failed, check.Result);
        Assert.Contains(why, check.Detail, StringComparison.Ordinal);
        Assert.Contains(action, check.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_from_the_pipeline_are_tested_after_the_session_which_is_tested_once()
    {
        ConnectHurried();
        IReadOnlyList<AccessCheck> checks = Run(
            "Get-GenesysFlow 'Onboard employee', 'Main IVR' | Sort-Object Name -Descending | Test-GenesysCloudAccess")
            .WithoutErrors().OutputOf<AccessCheck>();
        Assert.Equal([.. SessionChecks, "Flow", "Flow"], checks.Select(check => check.Check));
        Assert.Equal([AccessResult.Ok, AccessResult.Failed], checks.TakeLast(2).Select(check => check.Result));
    }

    [Fact]
    public void Text_of_the_service_can_do_nothing_to_a_terminal()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Evil\u001b[2J" });
        ConnectHurried();
        Assert.All(Test("\"Evil`e[2J\"").Values, check => Assert.DoesNotContain('\u001b', check.Detail + check.Action));
    }

    /// <summary>A clock that is wrong, and as fast as another one.</summary>
    private sealed class ShiftedTimeProvider(TimeProvider inner, TimeSpan shift) : TimeProvider
    {
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + shift;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
