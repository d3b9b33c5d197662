// Long on purpose: one table of cases, an error each, which a test compares with all errors that there are.
using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>Every error the module writes, each brought about once: its id, its category, what it tells and what it advises.</summary>
public sealed partial class ErrorTests : CloudTest
{
    private const string Launch = "/api/v2/flows/executions";
    private const string Flows = "/api/v2/flows";
    private const string SomeId = "00000000-0000-4000-8000-00000000dead";

    private static readonly ErrorCase[] s_cases =
    [
        new("NotConnected", ErrorCategory.ConnectionError, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Shell.DefaultSession = null,
            Tells = ["not connected"],
            Advises = ["Connect-GenesysCloud", "-Session $using:session"],
        },
        new(
            "AccessTokenInvalid",
            ErrorCategory.InvalidArgument,
            "$token = [securestring]::new(); 'Bearer fake'.ToCharArray() | " +
            "ForEach-Object { $token.AppendChar($_) }; Connect-GenesysCloud $url -AccessToken $token")
        {
            Tells = ["contains invalid characters"],
            Advises = ["only the token value"],
        },
        new("RegionInvalid", ErrorCategory.InvalidArgument, "Connect-GenesysCloud nowhere -ClientId $id -ClientSecret $secret")
        {
            Tells = ["'nowhere'", "us-east-1"],
            Advises = ["-Region"],
        },
        new("CredentialsEmpty", ErrorCategory.InvalidArgument, "Connect-GenesysCloud $url -ClientId ' ' -ClientSecret $secret")
        {
            Tells = ["client ID"],
            Advises = ["-Credential"],
        },
        new(
            "SignInRefused",
            ErrorCategory.AuthenticationError,
            "Connect-GenesysCloud $url -ClientId $id -ClientSecret ([Net.NetworkCredential]::new('', 'x').SecurePassword)")
        {
            Tells = ["401 invalid_client", "authentication failed"],
            Advises = ["secret", "Client Credentials"],
        },
        new("SignInUnreachable", ErrorCategory.ConnectionError, "Get-GenesysFlow")
        {
            Arrange = (_, transport) => transport.Unplugged = true,
            Tells = ["127.0.0.1 could not be reached", "Attempts: 6."],
            Advises = ["-Region", "proxy"],
        },
        new("SignInRateLimited", ErrorCategory.LimitsExceeded, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Cloud.Settings.TokenRequestLimit = 0,
            Tells = ["400 invalid_request", "rate limit exceeded"],
            Advises = ["Wait a minute"],
        },
        new("ResponseNotFromGenesysCloud", ErrorCategory.InvalidResult, "Get-GenesysFlow")
        {
            Arrange = (_, transport) => transport.StandIn = _ =>
                new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("<h1>Blocked</h1>", null, "text/html") },
            Tells = ["Sign-in at 127.0.0.1 failed", "did not come from Genesys Cloud", "status 403", "text/html", "\"Blocked\""],
            Advises = ["proxy", "firewall", "-Region"],
        },
        new("IpAddressNotAuthorized", ErrorCategory.PermissionDenied, "Get-GenesysFlow")
        {
            Arrange = (_, transport) => transport.StandIn = Failing("GET", Flows, HttpStatusCode.Unauthorized, "ip.not.authorized"),
            Tells = ["401 ip.not.authorized", "Correlation ID: "],
            Advises = ["allowlist", "public address", "doesn't help"],
        },
        new("RequestIncomplete", ErrorCategory.ConnectionError, "Start-GenesysFlow 'Nightly clean-up'")
        {
            Arrange = (_, transport) => transport.StandIn = Failing("POST", Launch, HttpStatusCode.BadRequest, "client.failed.request"),
            Tells = ["The flow was not launched", "400 client.failed.request", "Attempts: 2."],
            Advises = ["did nothing", "proxy"],
        },
        new("SignInUnavailable", ErrorCategory.ResourceUnavailable, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Always(500, path: "/oauth/token"),
            Tells = ["Sign-in", "500"],
            Advises = ["later"],
        },
        new("FlowMissing", ErrorCategory.InvalidArgument, "[pscustomobject]@{ a = 1 } | Start-GenesysFlow")
        {
            Tells = ["Row 1 doesn't specify a flow"],
            Advises = ["-Flow", "FlowId"],
        },
        new("RowInvalid", ErrorCategory.InvalidArgument, "'some text' | Start-GenesysFlow 'Nightly clean-up'")
        {
            Tells = ["Row 1", "'some text'"],
            Advises = ["rows"],
        },
        new("InputInvalid", ErrorCategory.InvalidData, "[pscustomobject]@{ badgeNumber = 'seven' } | Start-GenesysFlow 'Onboard employee'")
        {
            Tells = ["Row 1 was not launched", "'badgeNumber'", "'seven'", "an integer", "a whole number", "'Flow.userId' is required"],
            Advises = ["Get-GenesysFlowInput 'Onboard employee'"],
        },
        new(
            "LaunchOutcomeUnknown",
            ErrorCategory.ResourceUnavailable,
            "[pscustomobject]@{ a = 1 } | Start-GenesysFlow 'Nightly clean-up' -WarningAction Ignore")
        {
            Arrange = (test, _) => test.Cloud.Faults.Add(new Fault(FaultKind.DropAfter)),
            Tells = ["Row 1 may have been launched", "connection was lost"],
            Advises = ["not sent again", "Check Architect > Flow executions"],
        },
        new(
            "TooManyFailures",
            ErrorCategory.LimitsExceeded,
            "1..3 | ForEach-Object { [pscustomobject]@{ userId = 'x' } } | Start-GenesysFlow 'Onboard employee' -MaxFailures 2")
        {
            OtherErrors = 2,
            Tells = ["-MaxFailures", "The run stopped at row 2."],
            Advises = ["launch the remaining rows"],
        },
        new(
            "SignInLost",
            ErrorCategory.AuthenticationError,
            "1..3 | ForEach-Object { [pscustomobject]@{ a = 1 } } | " +
            "Start-GenesysFlow 'Nightly clean-up' -WarningAction Ignore -ThrottleLimit 1")
        {
            Arrange = (test, _) => test.Always(401, "POST", Launch),
            OtherErrors = 1,
            Tells = ["401", "The run stopped at row 1. ", "rows after row", "were not sent", "Correlation ID: "],
            Advises = ["Connect-GenesysCloud"],
        },
        new("NotPermitted", ErrorCategory.PermissionDenied, "Start-GenesysFlow 'Nightly clean-up'")
        {
            As = SimulatedClients.ViewOnly,
            Tells = ["The flow was not launched", "403", "Correlation ID: "],
            Advises = ["architect:flow:launch", "Roles", "Admin > Integrations > OAuth"],
        },
        new("RateLimited", ErrorCategory.LimitsExceeded, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Cloud.Faults.Add(
                new Fault(FaultKind.TooManyRequests) { Method = "GET", Path = Flows, RetryAfterSeconds = 37_800 }),
            Tells = ["the rate limit requires a wait of 10:", ", until ", "Correlation ID: "],
            Advises = ["Retry after 10:"],
        },
        new("ExecutionIdMissing", ErrorCategory.InvalidArgument, "[pscustomobject]@{ a = 1 } | Get-GenesysFlowExecution")
        {
            Tells = ["no execution ID"],
            Advises = ["ExecutionId"],
        },
        new(
            "WaitTimedOut",
            ErrorCategory.OperationTimeout,
            "Start-GenesysFlow Lasting | Wait-GenesysFlowExecution -Timeout 00:00:05 | Out-Null")
        {
            Arrange = (test, _) => test.AddLasting(TimeSpan.FromDays(1)),
            Tells = ["1 execution did not finish within 00:00:05"],
            Advises = ["They are still running", "Wait-GenesysFlowExecution"],
        },
        new(
            "ExecutionFailed",
            ErrorCategory.InvalidResult,
            "Start-GenesysFlow Lasting -Wait -ErrorOnFailure | Out-Null")
        {
            Arrange = (test, _) => test.Cloud.AddFlow(new SimulatedFlow { Name = "Lasting", Outcome = ExecutionOutcome.Failed }),
            Tells = ["of flow 'Lasting' finished with status FAILED (reason 'Failure'): error.workflow.unspecified: The workflow failed."],
            Advises = ["Get-GenesysFlowExecution -Detail", "launch the row again"],
        },
        new("FlowNotFound", ErrorCategory.ObjectNotFound, "Get-GenesysFlow 'Onbord employee'")
        {
            Tells = ["did you mean 'Onboard employee'"],
            Advises = ["region", "division"],
        },
        new("FlowNameAmbiguous", ErrorCategory.InvalidArgument, "Start-GenesysFlow 'Twice'")
        {
            Arrange = (test, _) =>
            {
                test.Cloud.AddFlow(new SimulatedFlow { Name = "Twice", Id = "11111111-0000-4000-8000-000000000001" });
                test.Cloud.AddFlow(new SimulatedFlow { Name = "Twice", Id = "11111111-0000-4000-8000-000000000002" });
            },
            Tells = ["2 flows are named 'Twice'", "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"],
            Advises = ["by its ID"],
        },
        new("RequiredInputUnknown", ErrorCategory.InvalidArgument, "Start-GenesysFlow 'Onboard employee' -RequiredInput startDat")
        {
            Tells = ["'startDat'", "did you mean 'Flow.startDate'"],
            Advises = ["Get-GenesysFlowInput 'Onboard employee'"],
        },
        new("FlowVersionNotFound", ErrorCategory.ObjectNotFound, "Get-GenesysFlowInput 'Onboard employee' -FlowVersion 99.0")
        {
            Tells = ["'Onboard employee'", "no version '99.0'", "Correlation ID: "],
            Advises = ["'3.0'", "-FlowVersion"],
        },
        new("FlowNotPublished", ErrorCategory.InvalidOperation, "Start-GenesysFlow 'Draft: survey follow-up'")
        {
            Tells = ["never been published"],
            Advises = ["Architect", "-FlowVersion"],
        },
        new(
            "RequestInvalid",
            ErrorCategory.InvalidData,
            "Start-GenesysFlow $onboard -InputData @{ 'Flow.badgeNumber' = 'seven' } -WarningAction Ignore")
        {
            As = SimulatedClients.LaunchOnly,
            Tells = ["400 bad.request", "Flow.badgeNumber", "expected Integer", "Correlation ID: "],
            Advises = ["(invalid fields: Flow.badgeNumber)", "Get-GenesysFlowInput"],
        },
        new("TokenRejected", ErrorCategory.AuthenticationError, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Always(401, "GET", Flows),
            Tells = ["401 bad.credentials", "Correlation ID: ", "Attempts: 2."],
            Advises = ["Connect-GenesysCloud", "-Region"],
        },
        new("PermissionMissing", ErrorCategory.PermissionDenied, "Get-GenesysFlow")
        {
            As = SimulatedClients.LaunchOnly,
            Tells = ["403 missing.any.permissions", "Correlation ID: "],
            Advises = ["architect:flow:view", "Roles", "five minutes"],
        },
        new("ExecutionNotFound", ErrorCategory.ObjectNotFound, $"Get-GenesysFlowExecution {SomeId}")
        {
            Tells = ["404 not.found", "Correlation ID: "],
            Advises = ["several days"],
        },
        new("RequestConflict", ErrorCategory.ResourceExists, "Start-GenesysFlow 'Nightly clean-up'")
        {
            Arrange = (test, _) => test.Always(409, "POST", Launch),
            Tells = ["The flow was not launched", "409 general.conflict", "Correlation ID: "],
            Advises = ["Retry in a few minutes"],
        },
        new("RequestTooLarge", ErrorCategory.LimitsExceeded, "Start-GenesysFlow 'Notify supervisors' -InputData @{ message = 'x' * 2000 }")
        {
            Arrange = (test, _) => test.Cloud.Settings.MaxRequestBytes = 1000,
            Tells = ["413", "1000", "Correlation ID: "],
            Advises = ["too large"],
        },
        new("ResponseTooLarge", ErrorCategory.LimitsExceeded, "Start-GenesysFlow 'Nightly clean-up'")
        {
            Arrange = (_, transport) => transport.StandIn = request => request.Method == HttpMethod.Get
                && request.RequestUri!.AbsolutePath.StartsWith("/api", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[(16 << 20) + 1]) }
                : null,
            Tells = ["larger than 16 MB"],
            Advises = ["-Region", "HTTPS_PROXY"],
        },
        new("RequestRefused", ErrorCategory.InvalidOperation, "Start-GenesysFlow 'Nightly clean-up'")
        {
            Arrange = (test, _) => test.Always(415, "POST", Launch),
            Tells = ["415", "Correlation ID: "],
            Advises = ["gateway"],
        },
        new("RequestTimedOut", ErrorCategory.OperationTimeout, "Get-GenesysFlow")
        {
            Timeout = TimeSpan.FromSeconds(10),
            Arrange = (test, _) => test.Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "GET", Path = Flows, Times = null }),
            Tells = ["no response was received within 10 s", "Attempts: 6."],
            Advises = ["-TimeoutSec"],
        },
        new("ServiceUnreachable", ErrorCategory.ConnectionError, "Start-GenesysFlow 'Nightly clean-up'")
        {
            Arrange = (test, transport) =>
            {
                test.Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
                transport.Unplugged = true;
            },
            Tells = ["The flow was not launched", "a connection could not be established", "Attempts: 6."],
            Advises = ["Nothing was sent", "proxy"],
        },
        new("ConnectionLost", ErrorCategory.ConnectionError, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Cloud.Faults.Add(new Fault(FaultKind.DropBefore) { Method = "GET", Path = Flows, Times = null }),
            Tells = ["the connection was lost", "Attempts: 6."],
            Advises = ["network"],
        },
        new("AnswerUnreadable", ErrorCategory.InvalidResult, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Cloud.Faults.Add(new Fault(FaultKind.UnreadableBody) { Method = "GET", Path = Flows }),
            Tells = ["200", "could not be read", "Correlation ID: "],
            Advises = ["The response was incomplete or unexpected", "proxy"],
        },
        new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, "Get-GenesysFlow")
        {
            Arrange = (test, _) => test.Always(503, "GET", Flows),
            Tells = ["503 service.unavailable", "Correlation ID: ", "Attempts: 6."],
            Advises = ["status page"],
        },
        new(
            "PathNotFile",
            ErrorCategory.InvalidArgument,
            "$here = $ExecutionContext.SessionState.Path.CurrentLocation; " +
            "$null = $ExecutionContext.SessionState.Path.SetLocation('Env:'); try { Start-GenesysFlow 'Nightly clean-up' -Journal " +
            "run.jsonl } finally { $null = $ExecutionContext.SessionState.Path.SetLocation($here) }")
        {
            Tells = ["'run.jsonl' isn't a file system path", "Environment"],
            Advises = ["file system"],
        },
        new("ParameterEmpty", ErrorCategory.InvalidArgument, "Start-GenesysFlow 'Onboard employee' -UserId $misspelled.Id")
        {
            Tells = ["-UserId was specified, but its value is empty"],
            Advises = ["variable", "omit -UserId"],
        },
        new(
            "ColumnContradictsParameter",
            ErrorCategory.InvalidData,
            "[pscustomobject]@{ UserId = 'a@example.com' } | Start-GenesysFlow 'Onboard employee' -UserId b@example.com")
        {
            Tells = ["Row 1", "'UserId'", "'a@example.com'", "'b@example.com'"],
            Advises = ["omit -UserId", "-ExcludeProperty UserId"],
        },
        new("ParameterMissing", ErrorCategory.InvalidArgument, "Start-GenesysFlow 'Nightly clean-up' -Timeout 00:01:00")
        {
            Tells = ["-Timeout has no effect without -Wait"],
            Advises = ["Specify -Wait too"],
        },
        new(
            "SessionClosed",
            ErrorCategory.ConnectionError,
            "[pscustomobject]@{ FlowId = $onboard } | ForEach-Object { Disconnect-GenesysCloud; $_ } | Get-GenesysFlow")
        {
            Tells = ["session"],
            Advises = ["closed by Disconnect-GenesysCloud", "Run Connect-GenesysCloud again"],
        },
        new(
            "JournalInUse",
            ErrorCategory.ResourceBusy,
            "Start-GenesysFlow 'Nightly clean-up' -Journal $journal | " +
            "ForEach-Object { Start-GenesysFlow 'Nightly clean-up' -Journal $journal }")
        {
            Tells = ["run.jsonl"],
            Advises = ["Wait for that run to finish"],
        },
    ];

    /// <summary>Errors that need surroundings of their own.</summary>
    private static readonly Dictionary<string, string> s_heldElsewhere = new()
    {
        ["ApiBodyInvalid"] = "FlowCmdlets.Tests/Api/InvokeApiTests.cs",
        ["ApiMethodInvalid"] = "FlowCmdlets.Tests/Api/InvokeApiTests.cs",
        ["ApiPathInvalid"] = "FlowCmdlets.Tests/Api/InvokeApiTests.cs",
        ["ApiQueryInvalid"] = "FlowCmdlets.Tests/Api/InvokeApiTests.cs",
        ["BrowserSignInRefused"] = "FlowCmdlets.Tests/Session/BrowserSignInTests.cs",
        ["BrowserSignInTimedOut"] = "FlowCmdlets.Tests/Session/BrowserSignInTests.cs",
        ["CertificateRejected"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["ColumnMisspelled"] = "FlowCmdlets.Launching.Tests/Launching/EmptyRowTests.cs",
        ["EnvironmentIncomplete"] = "FlowCmdlets.Tests/Session/EnvironmentTests.cs",
        ["ExecutionDataOff"] = "FlowCmdlets.Tests/History/FindInstanceTests.cs",
        ["FileNotWritten"] = "FlowCmdlets.Tests/Flows/ExportTests.cs",
        ["FlowNotWatched"] = "FlowCmdlets.Tests/History/WatchTests.cs",
        ["GatewayInvalid"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["IgnoredColumnIsInput"] = "FlowCmdlets.Launching.Tests/Launching/EmptyRowTests.cs",
        ["InstanceDataJobFailed"] = "FlowCmdlets.Tests/History/SaveInstanceTests.cs",
        ["InstanceDataUnavailable"] = "FlowCmdlets.Tests/History/SaveInstanceTests.cs",
        ["InstanceDownloadFailed"] = "FlowCmdlets.Tests/History/SaveInstanceTests.cs",
        ["InstanceIdInvalid"] = "FlowCmdlets.Tests/History/SaveInstanceTests.cs",
        ["IntervalInvalid"] = "FlowCmdlets.Tests/History/MeasureTests.cs",
        ["JournalDamaged"] = "FlowCmdlets.Launching.Tests/Journals/UnusableJournalTests.cs",
        ["JournalFormatInvalid"] = "FlowCmdlets.Launching.Tests/Journals/UnusableJournalTests.cs",
        ["JournalLost"] = "FlowCmdlets.Launching.Tests/Journals/LostJournalTests.cs",
        ["JournalMismatch"] = "FlowCmdlets.Launching.Tests/Journals/UnusableJournalTests.cs",
        ["JournalOfOtherFlow"] = "FlowCmdlets.Launching.Tests/Journals/ResumeTests.cs",
        ["JournalUnusable"] = "FlowCmdlets.Launching.Tests/Journals/UnusableJournalTests.cs",
        ["JournalUnwritable"] = "FlowCmdlets.Launching.Tests/Journals/UnusableJournalTests.cs",
        ["KeyColumnMissing"] = "FlowCmdlets.Launching.Tests/Journals/KeyTests.cs",
        ["KeyInvalid"] = "FlowCmdlets.Launching.Tests/Journals/ResumeTests.cs",
        ["LaunchAbsent"] = "FlowCmdlets.Launching.Tests/Journals/AbsenceTests.cs",
        ["NoClobber"] = "FlowCmdlets.Tests/Flows/ExportTests.cs",
        ["NoMatchingColumn"] = "FlowCmdlets.Launching.Tests/Launching/EmptyRowTests.cs",
        ["NoMatchingInputData"] = "FlowCmdlets.Launching.Tests/Launching/EmptyRowTests.cs",
        ["NotReconciled"] = "FlowCmdlets.Launching.Tests/Journals/AbsenceTests.cs",
        ["NothingToExport"] = "FlowCmdlets.Tests/Flows/ExportTests.cs",
        ["NotificationsUnreachable"] = "FlowCmdlets.Tests/History/WatchUnreachableTests.cs",
        ["ParametersConflict"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["PersonAmbiguous"] = "FlowCmdlets.Launching.Tests/Launching/UserNameTests.cs",
        ["PersonNotFound"] = "FlowCmdlets.Launching.Tests/Launching/UserNameTests.cs",
        ["ProfileFileInvalid"] = "FlowCmdlets.Tests/Profiles/ProfileConnectTests.cs",
        ["ProfileFileNotFound"] = "FlowCmdlets.Tests/Profiles/ProfileConnectTests.cs",
        ["ProfileIncomplete"] = "FlowCmdlets.Tests/Profiles/ProfileConnectTests.cs",
        ["ProfileNeedsBrowser"] = "FlowCmdlets.Tests/Profiles/ProfileConnectTests.cs",
        ["ProfileNotFound"] = "FlowCmdlets.Tests/Profiles/ProfileConnectTests.cs",
        ["ProxyAuthenticationRequired"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["ProxyInvalid"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["ProxyRefused"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["ProxyUnreachable"] = "FlowCmdlets.Tests/Network/NetworkFaultTests.cs",
        ["RedirectPortUnavailable"] = "FlowCmdlets.Tests/Session/BrowserSignInTests.cs",
        ["ResourceNotFound"] = "FlowCmdlets.Tests/Api/InvokeApiTests.cs",
        ["ResultsColumnMissing"] = "FlowCmdlets.Tests/Reports/ExportReportTests.cs",
        ["ResultsInvalid"] = "FlowCmdlets.Tests/Reports/ExportReportTests.cs",
        ["ResultsMismatch"] = "FlowCmdlets.Tests/Reports/ExportReportTests.cs",
        ["ResultsUnreadable"] = "FlowCmdlets.Tests/Reports/ExportReportTests.cs",
        ["RowExists"] = "FlowCmdlets.Launching.Tests/Journals/ResumeTests.cs",
        ["SessionInRenewal"] = "FlowCmdlets.Tests/Session/RenewTokenTests.cs",
        ["SessionNotFound"] = "FlowCmdlets.Tests/Session/NamedSessionTests.cs",
        ["SignInExpired"] = "FlowCmdlets.Tests/Session/BrowserSignInTests.cs",
        ["SummaryPathInvalid"] = "FlowCmdlets.Launching.Tests/Summaries/SummaryFileTests.cs",
        ["SummaryVariableInvalid"] = "FlowCmdlets.Launching.Tests/Summaries/SummaryVariableTests.cs",
        ["TimeRangeInvalid"] = "FlowCmdlets.Tests/History/FindInstanceTests.cs",
        ["TokenPoolInvalid"] = "FlowCmdlets.Tests/Session/TokenPoolTests.cs",
        ["TokenRenewalFailed"] = "FlowCmdlets.Tests/Session/RenewTokenTests.cs",
        ["TooManyFlows"] = "FlowCmdlets.Tests/History/WatchTests.cs",
        ["WatchEnded"] = "FlowCmdlets.Tests/History/WatchFaultTests.cs",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errors-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public static TheoryData<string> Ids => [.. s_cases.Select(test => test.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_error_tells_what_failed_and_what_to_do(string id)
    {
        ErrorCase test = Array.Find(s_cases, test => test.Id == id)!;
        var transport = new TestTransport();
        ConnectHurried(test.As, test.Timeout, transport);
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        Shell["onboard"] = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        // Genesys Cloud's own schemas require nothing; one that does is an error of its own.
        Cloud.Settings.RequiredInSchemas = true;
        test.Arrange?.Invoke(this, transport);

        Transcript transcript = Run(test.Script);

        ErrorRecord error = transcript.Terminating ?? transcript.Errors[^1];
        Assert.Equal(test.OtherErrors, transcript.Errors.Count - (transcript.Terminating is null ? 1 : 0));
        Assert.Equal(id, error.Id());
        Assert.Equal(test.Category, error.CategoryInfo.Category);
        Assert.All(test.Tells, words => Assert.Contains(words, error.Text(), StringComparison.Ordinal));
        Assert.All(test.Advises, words => Assert.Contains(words, error.Action(), StringComparison.Ordinal));
        Assert.Empty(transcript.Output);
    }

    [Fact]
    public void No_error_is_without_a_test_and_ids_are_pascal_case()
    {
        string source = string.Concat(
            Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src", "FlowCmdlets", "Pipeline"), "Errors*.cs").Select(File.ReadAllText));
        var ids = IdInSource().Matches(source).Select(match => match.Groups["id"].Value).Concat(Enum.GetNames<RunEndReason>()).ToHashSet();

        // Only summaries say so: what stopped the pipeline has an error of its own, or none.
        ids.Remove(nameof(RunEndReason.Stopped));
        Assert.Equal(
            ids.Order(StringComparer.Ordinal), s_cases.Select(test => test.Id).Concat(s_heldElsewhere.Keys).Order(StringComparer.Ordinal));
        Assert.All(s_heldElsewhere, held => Assert.Contains(
            $"\"{held.Key}\"",
            File.ReadAllText(Path.Combine(Repository.Root, "tests", held.Value)),
            StringComparison.Ordinal));
        Assert.All(ids, id => Assert.Matches("^([A-Z][a-z]+)+$", id));
    }

    /// <summary>An id is a method's own name or a literal before a category, or what an exception's type is given.</summary>
    [GeneratedRegex(
        """nameof\((?<id>[A-Z]\w+)\),\s*ErrorCategory|"(?<id>[A-Z]\w+)",\s*(?:unknown\.\S+ is \w+ \? """ +
        """)?ErrorCategory|(?:\w+Exception|_) => "(?<id>[A-Z]\w+)",""")]
    private static partial Regex IdInSource();

    /// <summary>An answer to every request of a kind; such that retries come at once.</summary>
    private void Always(int status, string method = "*", string path = Launch) =>
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore)
        {
            Method = method,
            Path = path,
            Status = status,
            Times = null,
            RetryAfterSeconds = status >= 500 ? 0 : null,
        });

    /// <summary>An error that Genesys Cloud gives and the simulator does not.</summary>
    private static Func<HttpRequestMessage, HttpResponseMessage?> Failing(
        string method, string path, HttpStatusCode status, string code) => request =>
        request.Method.Method == method && request.RequestUri!.AbsolutePath == path
            ? new HttpResponseMessage(status)
            {
                Content = new StringContent($$"""{"message":"No.","code":"{{code}}","status":{{(int)status}},"contextId":"c"}"""),
            }
            : null;

    private sealed record ErrorCase(string Id, ErrorCategory Category, string Script)
    {
        public SimulatedClient? As { get; init; }

        public TimeSpan? Timeout { get; init; }

        public Action<ErrorTests, TestTransport>? Arrange { get; init; }

        public string[] Tells { get; init; } = [];

        public string[] Advises { get; init; } = [];

        /// <summary>Errors written before the one that is meant, such as those of the rows that ended a run.</summary>
        public int OtherErrors { get; init; }
    }
}
