using System.Management.Automation;
using System.Reflection;
using FlowCmdlets.Launching;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Launching.Reports;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>Calls the error factory with every combination of sample arguments, none, one and several of each kind.</summary>
internal static class MessageSamples
{
    private const string LaunchCall = "POST /api/v2/flows/executions";
    private const string Path = "/jobs/run.jsonl";

    private static readonly Flow s_flow =
        new() { Id = "6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01", Name = "Onboard employee", Type = "WORKFLOW" };

    /// <summary>The methods of the factory that make an error record, or an exception that carries one.</summary>
    public static IEnumerable<MethodInfo> Factories { get; } =
    [
        .. typeof(Errors).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsPrivate
                && (method.ReturnType == typeof(ErrorRecord) || method.ReturnType == typeof(CmdletErrorException))),
    ];

    /// <summary>The errors that a method of the factory makes.</summary>
    public static IEnumerable<ErrorRecord> ErrorsOf(MethodInfo factory) =>
        Combinations([.. factory.GetParameters().Select(SamplesOf)])
            .Select(arguments => factory.Invoke(null, [.. arguments.Select(Copy)]) switch
            {
                CmdletErrorException exception => exception.ErrorRecord,
                var record => (ErrorRecord?)record,
            })
            .OfType<ErrorRecord>();

    private static IEnumerable<Exception> InstanceFailures() =>
    [
        new InstanceDataUnavailableException("6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01", "404"),
        new InstanceDataUnavailableException("6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01", "403"),
        new InstanceDataUnavailableException("6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01", null),
        new InstanceDataJobException("job 6e0f7a52, which prepares the execution data, failed"),
        new GenesysCloudException("The download failed: the connection was closed.", SendOutcome.Unknown),
        new IOException("The disk is full."),
    ];

    // What takes a record changes it.
    private static object? Copy(object? argument) => argument is ErrorRecord record ? new ErrorRecord(record, null) : argument;

    private static IEnumerable<List<object?>> Combinations(IReadOnlyList<IEnumerable<object?>> samples)
    {
        IEnumerable<List<object?>> all = [[]];
        foreach (IEnumerable<object?> next in samples)
            all = all.SelectMany(before => next.Select(sample => new List<object?>(before) { sample }));
        return all;
    }

    private static IEnumerable<object?> SamplesOf(ParameterInfo parameter)
    {
        IEnumerable<object?> samples = SamplesOf(parameter.ParameterType, parameter.Name!);
        return new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? samples.Prepend(null) : samples;
    }

    private static IEnumerable<object?> SamplesOf(Type type, string name) => type switch
    {
        _ when type == typeof(string) && name == "problem" => RegionProblems(),
        _ when type == typeof(string) && name == "source" => ["-Region", "GENESYSCLOUD_REGION", "profile 'prod'", "default"],
        _ when type == typeof(Flow) => [s_flow],
        _ when type == typeof(GenesysCloudException) => Calls(),
        _ when type == typeof(ConnectionOrigin) =>
        [
            new ConnectionOrigin("-Region", "-Credential"),
            new ConnectionOrigin("profile 'prod'", "GENESYSCLOUD_OAUTHCLIENT_ID"),
            new ConnectionOrigin(ConnectionOrigin.Default, Credential: null) { EmptyVariable = "GENESYSCLOUD_REGION" },
        ],
        _ when type == typeof(GenesysCloudRegion) => [GenesysCloudRegion.Default],
        _ when type == typeof(string) && name == "mismatch" => Mismatches(),
        _ when type == typeof(string) && name == "resume" => [$"-Journal '{Path}'"],
        _ when type == typeof(string) => ["Onboard employee"],
        _ when type == typeof(object) => ["a row"],
        _ when type == typeof(PSObject) => [new PSObject("a row")],
        _ when type == typeof(FlowExecution) => [new FlowExecution { Id = "0d9f4c1e", Status = "FAILED", RowNumber = 7, RowKey = "E-7" }],
        _ when type == typeof(long) => [1L, 2L],
        _ when type == typeof(RowLabel) => [new RowLabel(1), new RowLabel(2, "E-2")],
        _ when type == typeof(bool) => [false, true],
        _ when type == typeof(DateTimeOffset) => [DateTimeOffset.UnixEpoch],
        _ when type == typeof(SavedInstance) => InstanceFailures().Select(failure => new SavedInstance(
            new InstanceFile("6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01", "/jobs/data/6e0f7a52.json"), failure)),
        _ when type == typeof(Exception) && name == "failure" => Failures().Concat(InstanceFailures()),
        _ when type == typeof(TimeSpan) => [TimeSpan.FromMinutes(1)],
        _ when type == typeof(IEnumerable<string>) => [new[] { Problem("a") }, new[] { Problem("a"), Problem("b") }],
        _ when type.IsAssignableFrom(typeof(string[])) => [new[] { "one" }, new[] { "one", "two" }],
        _ when type == typeof(RowRanges) => [Ranges(), Ranges(8), Ranges(8, 9)],
        _ when type == typeof(LaunchKeyException) => KeyProblems(),
        _ when type == typeof(JournalLostException) => LostJournals(),
        _ when type == typeof(ReconcileResult) => ReconcileResults(),
        _ when type == typeof(RunEnd) => RunEnds(),
        _ when type == typeof(ResultsFileException) => UnusableResults(),
        _ when type == typeof(RowOutcome) => Outcomes(),
        _ when type == typeof(FlowExecution) => FailedExecutions(),
        _ when type == typeof(ErrorRecord) => Failures().Select(failure => Errors.TryDescribe(failure, null)).OfType<ErrorRecord>(),
        _ when type == typeof(Exception) => Failures(),
        _ => throw new NotSupportedException($"There is no sample of {type}."),
    };

    private static IEnumerable<JournalLostException> LostJournals() =>
    [
        JournalLostException.Unsaved(Path, new IOException("No space left on device.")),
        JournalLostException.Earlier(Path, Path + ".lost", Path + ".recovered"),
        JournalLostException.Earlier(Path, Path + ".lost", null),
    ];

    private static IEnumerable<ResultsFileException> UnusableResults() =>
    [
        ResultsFileException.Unreadable(Path, new FileNotFoundException($"Could not find file '{Path}'.")),
        ResultsFileException.Malformed(Path, new FormatException("A quotation mark is not closed.")),
        ResultsFileException.NoResults(Path),
        ResultsFileException.WithoutColumn(Path, "Salari", ["Id", "Salary"]),
        ResultsFileException.WithoutColumn(Path, "x", ["Id", "Salary"]),
        ResultsFileException.OfOtherRun(Path, 1),
        ResultsFileException.OfOtherRun(Path, 2),
    ];

    private static string Problem(string column) => $"column '{column}': 'x' isn't an integer; expected a whole number, such as 42";

    private static IEnumerable<string> RegionProblems() =>
        from text in new[] { "", "us-esat-1", "nowhere", "http://genesys.example", "https://user@genesys.example" }
        select GenesysCloudRegion.TryParse(text, out _, out string? problem) ? throw new InvalidOperationException(text) : problem;

    private static IEnumerable<string> Mismatches()
    {
        string[][] rows = [[], ["a"], ["a", "b"], ["a;b"], ["sep=;"]];
        var draft = new RowDraft(new FlowExecutionLaunchRequest(s_flow.Id))
        {
            Problems = [],
            ProblemColumns = [],
            IsNearMiss = false,
            GivesNothing = EmptyRowReason.NoConstant,
            UnknownColumns = [],
            DoubtfulCells = [],
        };
        return
        [
            .. rows.Select(names => MismatchMessages.OfColumns(
                new InputRow(1, null) { Columns = [.. names.Select(name => new KeyValuePair<string, object?>(name, "x"))] },
                Target("Onboard employee"))),
            MismatchMessages.OfConstants(Target("Onboard employee"), draft),
            MismatchMessages.OfConstants(Target("Onboard employee"), draft with { Problems = [Problem("a"), Problem("b")] }),
        ];
    }

    private static RowRanges Ranges(params long[] rows)
    {
        var ranges = new RowRanges();
        foreach (long row in rows)
            ranges.Add(row);
        return ranges;
    }

    private static LaunchKeyException[] KeyProblems() =>
        [
            LaunchKeyException.Empty(1),
            LaunchKeyException.TooLong(1, 64),
            LaunchKeyException.LoneSurrogate(1),
            LaunchKeyException.Duplicate("E-1", 1, 2),
        ];

    private static IEnumerable<ReconcileResult> ReconcileResults() =>
        from obstacle in Enum.GetValues<ReconcileObstacle>()
        where obstacle != ReconcileObstacle.None
        from inDoubt in new[] { 1, 2 }
        select new ReconcileResult(0, 0, inDoubt, obstacle, Call(403, SendOutcome.Refused, "POST /api/v2/flows/instances/query"));

    private static IEnumerable<RunEnd> RunEnds() =>
        from reason in Enum.GetValues<RunEndReason>()
        from cause in Failures().Prepend(null)
        where reason != RunEndReason.Stopped && (cause is not null || reason == RunEndReason.TooManyFailures)
        select new RunEnd(reason, 7, cause);

    private static IEnumerable<RowOutcome> Outcomes() =>
    [
        new RowOutcome.NotSent(NotSentReason.Absent),
        new RowOutcome.NotSent(NotSentReason.Journal, new IOException("No space left on device")),
        new RowOutcome.Refused(new Refusal.LaunchedBefore("0d9f4c1e")),
        new RowOutcome.Refused(new Refusal.LaunchedBefore(null)),
        new RowOutcome.Refused(new Refusal.OtherFlow(Target("Onboard employee"), Target("Close ticket"))),
        .. KeyProblems().Select(problem => new RowOutcome.Refused(new Refusal.InvalidKey(problem, "EmployeeNumber"))),
        .. KeyProblems().Select(problem => new RowOutcome.Refused(new Refusal.InvalidKey(problem, null))),
        .. Calls().Select(call => new RowOutcome.Refused(new Refusal.ByService(call))),
        .. Calls().Select(call => new RowOutcome.Unknown(call)),
        .. Failures().Select(failure => new RowOutcome.NotSent(NotSentReason.Connection, failure)),
    ];

    private static IEnumerable<FlowExecution> FailedExecutions() =>
    [
        new FlowExecution { Id = "e", Status = "TERMINATED" },
        new FlowExecution { Id = "e", Status = "ERROR", FlowId = "f", CompletionReason = "Failure", RowNumber = 7, RowKey = "E-7" },
        .. Calls().Select(call => new FlowExecution
        {
            Id = "e", Status = "FAILED", FlowName = "Onboard employee", RowNumber = 7, Error = FlowExecutionError.Of(call),
        }),
    ];

    private static LaunchTarget Target(string name) => new("id", name, "WORKFLOW", null, null);

    private static IEnumerable<Exception> Failures() =>
    [
        .. Calls(),
        .. SignIns(),
        .. ConnectionFaults(),
        .. OwnSignIns(),
        .. JournalFailures(),
        new FlowNotFoundException("Onbord employe", []),
        new FlowNotFoundException("Onbord employe", ["Onboard employee", "Offboard employee"]),
        new FlowNotFoundException(s_flow.Id, Call(404, SendOutcome.Refused, "GET /api/v2/flows/{flowId}")),
        new FlowNotFoundException(s_flow.Id, Call(404, SendOutcome.Refused, "GET /api/v2/flows/{flowId}", ErrorCodes.FlowDeleted)),
        new FlowVersionNotFoundException(s_flow, "9.0", Call(404, SendOutcome.Refused, "GET /api/v2/flows/{flowId}/versions/{versionId}")),
        new FlowNameAmbiguousException("Onboard employee", [s_flow, s_flow]),
        new FlowNotPublishedException(s_flow),
    ];

    private static IEnumerable<GenesysCloudException> Calls()
    {
        int[] statuses = [200, 400, 401, 403, 404, 408, 409, 410, 413, 415, 429, 500, 503];
        string[] resources = [LaunchCall, "GET /api/v2/flows/executions/{flowExecutionId}", "GET /api/v2/flows"];
        return
        [
            .. from status in statuses from resource in resources from attempts in new[] { 1, 2 } select Call(
                status, SendOutcome.Refused, resource, attempts: attempts),
            Call(401, SendOutcome.Refused, LaunchCall, ErrorCodes.IpNotAuthorized),
            Call(400, SendOutcome.Refused, LaunchCall, ErrorCodes.ClientFailedRequest),
            Call(410, SendOutcome.Refused, LaunchCall, ErrorCodes.FlowDeleted),
            NoResponse("the session is closed", SendOutcome.NotSent, code: GenesysCloudException.SessionClosed),
            NoResponse("no response was received within 30 s", SendOutcome.Unknown, new TimeoutException()),
            NoResponse("a connection could not be established", SendOutcome.NotSent),
            NoResponse("the connection was lost before a response was received", SendOutcome.Unknown),
            new($"{LaunchCall}: the response did not come from Genesys Cloud (status 502).", SendOutcome.Unknown)
            {
                Status = 502,
                Resource = LaunchCall,
                ForeignResponse = new ForeignResponse(502, "text/html", "proxy", null, null, "Bad gateway"),
            },
        ];
    }

    // With and without a period: the service writes both.
    private static GenesysCloudException Call(int status, SendOutcome outcome, string resource, string? code = null, int attempts = 1) =>
        new($"{resource}: {status} {code ?? "some.code"}: The service says so{(attempts > 1 ? "." : "")}", outcome)
        {
            Status = status,
            Code = code ?? "some.code",
            CorrelationId = attempts > 1 ? "c-1" : null,
            Attempts = attempts,
            Resource = resource,
            RetryAfter = attempts > 1 ? TimeSpan.FromHours(1) : null,
            Error = ErrorBody.TryRead(
                """{"message":"The service says so","code":"some.code","details":[{"fieldName":"Flow.badgeNumber"}]}"""u8),
        };

    private static GenesysCloudException NoResponse(string what, SendOutcome outcome, Exception? cause = null, string? code = null) =>
        new($"{LaunchCall} at api.mypurecloud.de: {what}.", outcome, cause) { Resource = LaunchCall, Code = code, Attempts = 6 };

    private static IEnumerable<SignInException> SignIns() =>
        from status in new int?[] { null, 400, 401, 408, 429, 503 }
        from outcome in new[] { SendOutcome.NotSent, SendOutcome.Refused }
        from code in new[] { null, "invalid_client" }
        select new SignInException($"Sign-in at login.mypurecloud.de failed: {status ?? 503} {code ?? "some.code"}.", outcome)
        {
            Status = status,
            Code = code,
            Attempts = 2,
        };

    private static IEnumerable<GenesysCloudException> ConnectionFaults()
    {
        const string Proxy = "http://proxy.example:8080";
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        string[][] reasons =
        [
            ["UntrustedRoot"], ["PartialChain", "NameMismatch"], ["NameMismatch"], ["Expired"], ["NotYetValid"], ["NotPresented"],
            ["Revoked"],
        ];
        IEnumerable<ConnectionFault> faults =
        [
            .. from several in reasons
               from subject in new[] { null, "CN=api.mypurecloud.de" }
               select new ConnectionFault.CertificateRejected("api.mypurecloud.de", several)
               {
                   Proxy = subject is null ? null : Proxy,
                   Subject = subject,
                   Issuer = subject,
                   ValidFrom = now,
                   ValidTo = subject is null ? null : now,
               },
            .. from schemes in new string[][] { [], ["Basic"], ["Basic", "Negotiate"] }
               from hadCredentials in new[] { false, true }
               select new ConnectionFault.ProxyAuthenticationRequired(schemes, hadCredentials) { Proxy = Proxy },
            .. from status in new int?[] { 403, 502, null } select new ConnectionFault.ProxyRefused(status) { Proxy = Proxy },
            .. from isNameUnknown in new[] { false, true }
               from reason in new[] { null, "HostNotFound" }
               select new ConnectionFault.ProxyUnreachable(isNameUnknown, reason) { Proxy = Proxy },
        ];
        return faults.SelectMany(fault => new GenesysCloudException[]
        {
            NoResponse($"{fault}", SendOutcome.NotSent, new ConnectionException(HttpRequestError.Unknown, fault)),
            new SignInException(
                $"The login host could not be reached: {fault}.",
                SendOutcome.NotSent,
                new ConnectionException(HttpRequestError.Unknown, fault)),
        });
    }

    private static IEnumerable<SignInException> OwnSignIns() =>
    [
        new("The access token was not renewed: -RenewToken failed: it returned nothing.", SendOutcome.Refused)
        {
            Code = SignInException.RenewalFailed,
        },
        new("The sign-in of this session has expired.", SendOutcome.Refused) { Code = SignInException.Expired },
        new("The user did not sign in with the browser within 300 s.", SendOutcome.NotSent) { Code = SignInException.BrowserTimeout },
        new("The port 4711 of this computer can't be used: in use.", SendOutcome.NotSent) { Code = SignInException.PortUnavailable },
        .. from error in new[] { "access_denied", "unauthorized_client", "invalid_scope", "server_error" }
           select new SignInException($"The login host login.mypurecloud.de refused the sign-in: {error}.", SendOutcome.Refused)
           {
               Code = error,
               Resource = AuthorizationRequest.Resource,
           },
        .. from code in new[] { "invalid_grant", "invalid_client" }
           select new SignInException($"Sign-in at login.mypurecloud.de failed: 400 {code}.", SendOutcome.Refused)
           {
               Status = 400,
               Code = code,
               Grant = GrantTypes.AuthorizationCode,
           },
    ];

    private static IEnumerable<JournalException> JournalFailures() =>
    [
        JournalException.Unreadable(Path, new FileNotFoundException($"Could not find file '{Path}'.")),
        JournalException.Unreadable(Path, new DirectoryNotFoundException()),
        JournalException.Unwritable(Path, new IOException("No space left on device.")),
        JournalException.NotRegular(Path),
        JournalException.Linked(Path, 2),
        JournalException.LockTaken(Path, Path + ".lock", "is a link"),
        JournalException.Replaced(Path),
        new JournalInUseException(Path, null),
        new JournalInUseException(Path, JournalHolder.Current(TimeProvider.System)),
        new JournalMismatchException(Path, ["its region is us-east-1, not eu-west-1", "its flow is 'a' (1), not 'b' (2)"]),
        new JournalDamagedException(Path, 3, "it was changed"),
        new JournalFormatException(Path, $"The file '{Path}' isn't a journal and was not changed."),
    ];
}
