using System.Net;
using FlowCmdlets.Access;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Access;

/// <summary>A check that fails does not stop the others; those that need it say so.</summary>
public sealed class AccessFaultTests() : AccessTest(pace: 50)
{
    private const string Subject = "/api/v2/authorization/subjects/me";

    private static readonly string[] s_cmdlets = [.. SessionChecks.Where(check => check.Contains("-Genesys", StringComparison.Ordinal))];

    [Theory]
    [InlineData(403, "<html><body>Blocked by your administrator</body></html>")]
    [InlineData(200, """{"status":"ok"}""")]
    [InlineData(302, "")]
    public void A_foreign_response_says_nothing_about_permissions(int status, string body)
    {
        ConnectHurried(handler: Transport(Subject, () => Response(status, body)));
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.Equal(AccessResult.Failed, checks["Permissions"].Result);
        Assert.Contains("HTTPS_PROXY", checks["Permissions"].Action, StringComparison.Ordinal);
        Assert.DoesNotContain("Grant", checks["Permissions"].Action, StringComparison.Ordinal);
        Assert.All(
            s_cmdlets.Append("Divisions"),
            check => Assert.Equal("Not tested because the granted permissions can't be read.", checks[check].Detail));
        Assert.Equal(AccessResult.Ok, checks["Schemas"].Result);
        Assert.Equal(AccessResult.Ok, checks["Flow"].Result);
        Assert.Contains("is not known", checks["Flow"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_responses_to_everything_fail_sign_in_and_the_rest_is_not_tested()
    {
        ConnectHurried(handler: Transport("/", () => Response(403, "<html>Blocked</html>")));
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.Equal(AccessResult.Failed, checks["Sign-in"].Result);
        Assert.Equal(
            ["Proxy"], checks.Values.Where(check => check.Result == AccessResult.Ok).Select(check => check.Check));
        Assert.Equal(
            [.. SessionChecks.Except(["Sign-in", "Clock", "Proxy"]), "Flow"],
            checks.Values.Where(check => check.Result == AccessResult.NotTested && check.Check != "Clock").Select(check => check.Check));
    }

    [Theory]
    [InlineData(Subject, "Permissions", "no response was received")]
    [InlineData("/api/v2/flows/instances/query", "Execution data", "POST /api/v2/flows/instances/query at 127.0.0.1")]
    [InlineData("/api/v2/flows", "Schemas", "no response was received")]
    public void A_request_that_gets_no_response_fails_its_check_only(string path, string check, string detail)
    {
        // As the connection reports a request whose time is up.
        ConnectHurried(handler: Transport(path, () => throw new OperationCanceledException(), exact: true));
        Dictionary<string, AccessCheck> checks = Test();
        Assert.Equal(AccessResult.Failed, checks[check].Result);
        Assert.Contains(detail, checks[check].Detail, StringComparison.Ordinal);
        Assert.Equal([check], checks.Values.Where(other => other.Result == AccessResult.Failed).Select(other => other.Check));
        Assert.Equal(AccessResult.Ok, checks["Rate limit"].Result);
    }

    [Fact]
    public async Task A_call_ends_after_twice_the_time_of_a_request_however_often_it_is_retried()
    {
        ConnectHurried(timeout: TimeSpan.FromSeconds(30));
        GenesysCloudClient client = Shell.DefaultSession!.Client;
        var calls = new AccessCalls(client, new NoObserver());
        (string? value, AccessCheck? failed) = await calls.TryAsync(
            "Permissions",
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return "";
            },
            TestContext.Current.CancellationToken);
        Assert.Null(value);
        Assert.Equal(AccessResult.Failed, failed!.Result);
        Assert.Contains("no usable response was received within 60 s", failed.Detail, StringComparison.Ordinal);
        AssertReadable(failed);
    }

    [Fact]
    public void A_login_host_that_never_responds_is_given_up_by_the_one_time_limit_of_connecting()
    {
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Path = "/oauth/token", Times = null });
        ConnectHurried(timeout: TimeSpan.FromSeconds(30));

        AccessCheck check = Test()["Sign-in"];

        Assert.Equal(AccessResult.Failed, check.Result);
        Assert.Contains("The login host 127.0.0.1 could not be reached: not connected within 60 s", check.Detail, StringComparison.Ordinal);
        Assert.Contains("The region that was tried is", check.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_permissions_are_not_blamed_on_flows()
    {
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Method = "GET", Path = Subject, Times = null });
        ConnectHurried();
        AccessCheck permissions = Test()["Permissions"];
        Assert.Equal(AccessResult.Warning, permissions.Result);
        Assert.DoesNotContain("architect:", permissions.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Permissions_that_come_only_on_request_are_requested()
    {
        Cloud.Settings.FullRolesOnRequest = true;
        ConnectHurried();
        Assert.Equal(AccessResult.Ok, Test()["Start-GenesysFlow"].Result);
        Assert.Equal(2, Cloud.Requests.Count(request => request.Path == Subject));
    }

    [Fact]
    public void Roles_whose_permissions_are_not_listed_are_named_and_nothing_is_believed_to_be_missing()
    {
        ConnectHurried(handler: Transport(
            Subject, () => Json("""{"id":"c","grants":[{"division":{"id":"*"},"role":{"name":"Launcher"}}]}""")));
        Dictionary<string, AccessCheck> checks = Test("'Onboard employee'");
        Assert.Equal(AccessResult.Warning, checks["Permissions"].Result);
        Assert.Contains("'Launcher' in all divisions", checks["Permissions"].Detail, StringComparison.Ordinal);
        Assert.All(s_cmdlets, check => Assert.Equal(AccessResult.NotTested, checks[check].Result));
        Assert.Equal(AccessResult.Ok, checks["Flow"].Result);
    }

    [Fact]
    public void A_client_without_a_role_is_told_so()
    {
        ConnectHurried(handler: Transport(Subject, () => Json("""{"id":"c","grants":[]}""")));
        Dictionary<string, AccessCheck> checks = Test();
        Assert.Equal("No role is granted.", checks["Permissions"].Detail);
        Assert.All(s_cmdlets.Prepend("Permissions"), check => Assert.Equal(AccessResult.Failed, checks[check].Result));
    }

    [Fact]
    public void Divisions_that_differ_are_a_warning_and_a_flow_outside_of_them_cannot_be_launched()
    {
        ConnectHurried(handler: Transport(Subject, () => Json(
            $$$"""
            {"id":"c","grants":[
              {"division":{"id":"{{{SimulatedDivision.Home.Id}}}","name":"Home"},
               "role":{"name":"Launcher","policies":[{"domain":"architect","entityName":"flow","actions":["launch"]}]}},
              {"division":{"id":"*"},"role":{"name":"Reader","policies":[{"domain":"architect","entityName":"flow","actions":["view"]}]}}]}
            """)));
        Dictionary<string, AccessCheck> checks = Test("'Export recordings'");
        Assert.Equal("Roles 'Launcher' in Home, 'Reader' in all divisions.", checks["Permissions"].Detail);
        Assert.Equal(AccessResult.Warning, checks["Divisions"].Result);
        Assert.Contains(
            "architect:flow:launch in Home; architect:flow:view in all divisions.", checks["Divisions"].Detail, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Failed, checks["Flow"].Result);
        Assert.Contains("is not granted in its division 'Operations'.", checks["Flow"].Detail, StringComparison.Ordinal);
        Assert.Equal(AccessResult.Ok, Test("'Onboard employee'")["Flow"].Result);
    }

    [Fact]
    public void A_permission_under_a_condition_is_a_warning()
    {
        ConnectHurried(handler: Transport(Subject, () => Json(
            """
            {"id":"c","grants":[{"division":{"id":"*"},"role":{"name":"Launcher","policies":[
              {"domain":"architect","entityName":"*","actions":["*"],"condition":"a condition"}]}}]}
            """)));
        AccessCheck start = Test()["Start-GenesysFlow"];
        Assert.Equal(AccessResult.Warning, start.Result);
        Assert.Contains("Has architect:flow:launch under a condition (to launch flows).", start.Detail, StringComparison.Ordinal);
    }

    private static TestTransport Transport(string path, Func<HttpResponseMessage> respond, bool exact = false) => new()
    {
        StandIn = request => request.RequestUri!.AbsolutePath is var asked
            && (exact ? asked == path : asked.StartsWith(path, StringComparison.Ordinal))
            ? respond()
            : null,
    };

    private static HttpResponseMessage Response(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private static HttpResponseMessage Json(string body)
    {
        HttpResponseMessage response = Response(200, body);
        response.Headers.Add("ININ-Correlation-Id", "c");
        return response;
    }

    private sealed class NoObserver : GenesysCloud.Http.IClientObserver
    {
        public bool WantsRequests => false;

        public void Notify(GenesysCloud.Http.ClientEvent clientEvent)
        {
        }
    }
}
