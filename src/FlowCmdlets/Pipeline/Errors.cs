using System.Management.Automation;
using System.Net;
using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Every error the module writes: one stable id each, a category, what failed, and what to do about it.
/// </summary>
internal static partial class Errors
{
    private const string LaunchPermission = "architect:flow:launch";
    private const string ViewExecutionPermission = "architect:flowExecution:view";
    private const string SearchInstancesPermission = "architect:flowInstance:search";
    private const string ViewFlowPermission = "architect:flow:view";
    private const string Granting =
        "Roles of the OAuth client grant permissions, in the divisions chosen there: Admin > Integrations > OAuth > the client > Roles. " +
        "A change can take five minutes to take effect.";

    private const string LookBeforeRelaunch =
        "Look in Architect > Flow executions, or at what the flow does, before launching the row anew.";
    private const string FlowWasDeleted = "The flow was deleted in Architect. Get-GenesysFlow lists the flows there are; check the id and -Region.";

    // ---- Connecting ---------------------------------------------------------------------------------------------------------

    /// <param name="closed">The session that was named or is the runspace's own; null if there is none.</param>
    public static ErrorRecord NotConnected(object? closed) => Record(
        nameof(NotConnected),
        ErrorCategory.ConnectionError,
        closed,
        new InvalidOperationException(closed is null ? "This runspace is not connected to Genesys Cloud." : $"The session with {closed} has been disconnected."),
        "Run Connect-GenesysCloud first. Inside ForEach-Object -Parallel and thread jobs, which have runspaces of their own, hand the session over: " +
        "$session = Get-GenesysCloudSession; … | ForEach-Object -Parallel { Start-GenesysFlow … -Session $using:session }.");

    public static CmdletErrorException RegionInvalid(string region, string problem) => new(Record(
        nameof(RegionInvalid), ErrorCategory.InvalidArgument, region, new ArgumentException(problem), "Give -Region an AWS region, a domain or an https base address."));

    public static CmdletErrorException CredentialsEmpty(string what) => new(Record(
        nameof(CredentialsEmpty), ErrorCategory.InvalidArgument, null, new ArgumentException($"The {what} is empty."),
        "Give -Credential the OAuth client's id as user name and its secret as password."));

    public static CmdletErrorException AccessTokenInvalid() => new(Record(
        nameof(AccessTokenInvalid), ErrorCategory.InvalidArgument, null, new ArgumentException("The access token holds characters that no token has, such as spaces or line breaks."),
        "Give the token alone, without quotes, 'Bearer' or anything else around it."));

    public static CmdletErrorException EnvironmentIncomplete(IReadOnlyList<string> missing, string tokenVariable) => new(Record(
        nameof(EnvironmentIncomplete),
        ErrorCategory.InvalidArgument,
        null,
        new InvalidOperationException($"No credentials were given, and the environment does not hold them: {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set."),
        $"Set {string.Join(" and ", missing)} (and GENESYSCLOUD_REGION unless it is us-east-1), or {tokenVariable}, or use -Credential."));

    public static ErrorRecord ParameterMissing(string parameter, string dependent) => Record(
        nameof(ParameterMissing), ErrorCategory.InvalidArgument, dependent, new ArgumentException($"-{dependent} does nothing without -{parameter}."),
        $"Give -{parameter} too, or leave -{dependent} out.");

    public static ErrorRecord PathNotFile(string path, string provider) => Record(
        nameof(PathNotFile), ErrorCategory.InvalidArgument, path, new ArgumentException($"'{path}' names no file: at the present location it belongs to {provider}."),
        "Give a path of the file system, such as C:\\jobs\\run.jsonl or /var/jobs/run.jsonl, or change to a folder first.");

    // ---- Launching ----------------------------------------------------------------------------------------------------------

    /// <summary>
    /// A row that was not launched, or perhaps was. Not for rows that were skipped, that the cmdlet refused itself, or that a run left unsent
    /// when it ended: those have <see cref="RunEnded"/>.
    /// </summary>
    public static ErrorRecord ForOutcome(RowOutcome outcome, RowLabel row, object? target) => outcome switch
    {
        RowOutcome.Refused { Reason: var refusal } => ForRefusal(refusal, row, target),
        RowOutcome.Unknown unknown => Record(
            "LaunchOutcomeUnknown",
            unknown.Failure.InnerException is TimeoutException ? ErrorCategory.OperationTimeout : ErrorCategory.ResourceUnavailable,
            target,
            Rephrase(unknown.Failure, $"{Subject(row, target)} may have been launched, and may be running: {unknown.Failure.Message}"),
            $"It was not sent again, since that could launch it twice. {LookBeforeRelaunch}"),
        RowOutcome.NotSent { Reason: NotSentReason.Absent } => AtRow(LaunchAbsent(target), row, target),
        RowOutcome.NotSent { Failure: { } failure } => AtRow(TryDescribe(failure, target) ?? JournalFailed(failure, target), row, target),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static ErrorRecord ForRefusal(Refusal refusal, RowLabel row, object? target) => refusal switch
    {
        Refusal.ByService { Response: var response } => AtRow(Describe(response, target), row, target),
        Refusal.InvalidKey { Problem: var problem, Column: var column } => KeyInvalid(row, problem, column, target),
        Refusal.OtherFlow other => JournalOfOtherFlow(row, target, other.Row.DisplayName, other.Journal.DisplayName),
        Refusal.LaunchedBefore { ExecutionId: var id } => RowExists(row, target, id),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    private static ErrorRecord LaunchAbsent(object? target) => Record(
        nameof(LaunchAbsent), ErrorCategory.ResourceUnavailable, target,
        new InvalidOperationException("No answer came, and it is not among the flow's executions."),
        "Run the same command again with the same journal: it launches this row.");

    /// <summary>The intent could not be written, for no reason that a journal knows of.</summary>
    private static ErrorRecord JournalFailed(Exception failure, object? target) => Record(
        "JournalUnusable", ErrorCategory.WriteError, target, failure, "Without a journal that can be written nothing is launched.");

    /// <summary>The terminating error of a run that did not reach its last row.</summary>
    /// <param name="end">Why it ended.</param>
    /// <param name="unsent">Rows that were read and not sent.</param>
    /// <param name="lastRow">The last row that was read.</param>
    /// <param name="resume">With a journal: the command that resumes the run.</param>
    /// <param name="stopsOnError">Whether -ErrorAction Stop ends the run at its first failure.</param>
    public static ErrorRecord RunEnded(RunEnd end, RowRanges unsent, long lastRow, string? resume, bool stopsOnError)
    {
        string rest = $"Row {end.RowNumber} ended the run. Not sent: {(unsent.Count == 0 ? "" : $"{unsent.Named()}, and ")}whatever comes after row {lastRow}.{(resume is null ? "" : $" To go on: {resume}")}";
        return end.Reason == RunEndReason.TooManyFailures
            ? Record(
                "TooManyFailures", ErrorCategory.LimitsExceeded, end, new InvalidOperationException(
                    $"{(stopsOnError ? "A row failed, and -ErrorAction is Stop" : "As many rows failed as -MaxFailures allows")}. {rest}"),
                "Mend what the errors above tell, and launch the rest.")
            : Ended(end, $"{Sentence(end.Cause?.Message)} {rest}");
    }

    /// <summary>The terminating error of a single launch that came to nothing, or perhaps not.</summary>
    public static ErrorRecord LaunchEnded(RunEnd end) => Ended(end, end.Cause is GenesysCloudException { Outcome: SendOutcome.Unknown }
        ? $"The flow may have been launched, and may be running: {end.Cause.Message}"
        : $"The flow was not launched: {end.Cause?.Message}");

    private static ErrorRecord Ended(RunEnd end, string message)
    {
        ErrorRecord? cause = end.Cause is null ? null : TryDescribe(end.Cause, end);
        return Record(
            end.Reason.ToString(), cause?.CategoryInfo.Category ?? ErrorCategory.ConnectionError, end, Rephrase(end.Cause, message), cause?.ErrorDetails.RecommendedAction ?? "");
    }

    private static string Sentence(string? text) => text is null or "" || text[^1] is '.' or '!' or '?' ? text ?? "" : text + ".";

    // ---- The journal ---------------------------------------------------------------------------------------------------------

    public static ErrorRecord JournalOfOtherFlow(RowLabel row, object? target, string rowFlow, string journalFlow) => Record(
        nameof(JournalOfOtherFlow), ErrorCategory.InvalidArgument, target,
        new ArgumentException($"Row {row} was not launched: it is for the flow '{rowFlow}', and the journal is for '{journalFlow}'."),
        "Keep one journal for each flow.");

    public static ErrorRecord RowExists(RowLabel row, object? target, string? executionId) => Record(
        nameof(RowExists), ErrorCategory.ResourceExists, target,
        new InvalidOperationException($"Row {row} was launched before, as execution {executionId}, and -OnExisting is Fail."),
        "It was not launched again.");

    public static ErrorRecord KeyInvalid(RowLabel row, LaunchKeyException problem, string? column, object? target) => Record(
        nameof(KeyInvalid), ErrorCategory.InvalidData, target, new ArgumentException($"Row {row} was not launched: column '{column}': {problem.Message}", problem),
        "Every row needs a key of its own, so that it can be recognised when the run is continued.");

    /// <summary>Rows are still in doubt after looking for them.</summary>
    public static ErrorRecord NotSettled(ReconcileResult result, string path) => Record(
        nameof(NotSettled), ErrorCategory.ResourceUnavailable, path,
        new InvalidOperationException($"Whether {result.InDoubt} {(result.InDoubt == 1 ? "row" : "rows")} of the journal '{path}' were launched cannot be told: {Why(result)}.", result.Failure),
        "They are not launched again. Look at what the flow does for them, or in Architect > Flow executions for names that end in [run/key] (Get-GenesysFlowJournal shows them); " +
        "then either leave them, or launch them again with -RelaunchUnknown, which may launch a row twice.");

    private static string Why(ReconcileResult result) => result.Obstacle switch
    {
        ReconcileObstacle.SwitchedOff => "-SettleTimeout is zero, so they were not looked for",
        ReconcileObstacle.NotPermitted => $"the OAuth client may not search the flow's executions ({string.Join(", ", MissingPermissions(result.Failure!))} is missing)",
        ReconcileObstacle.NoExecutionData => "the search does not show executions that are known to exist, or showed them late; execution data may be switched off for the organisation or the flow",
        ReconcileObstacle.TooManyRuns => "the flow ran more often around that time than is looked through for so few rows",
        ReconcileObstacle.NotFound => "they are not among the flow's executions, but nothing proves that a search would show them; that takes other launches of the journal from around the same time, and an execution of the flow that is still running, all of them shown soon after their start",
        _ => $"the search failed: {result.Failure?.Message}",
    };

    private static ErrorRecord Describe(JournalException journal) => Record(
        journal switch
        {
            JournalInUseException => "JournalInUse",
            JournalMismatchException => "JournalMismatch",
            JournalDamagedException => "JournalDamaged",
            JournalFormatException => "JournalFormatInvalid",
            _ => "JournalUnusable",
        },
        journal switch
        {
            JournalInUseException => ErrorCategory.ResourceBusy,
            JournalMismatchException or JournalDamagedException or JournalFormatException => ErrorCategory.InvalidData,
            { InnerException: FileNotFoundException } => ErrorCategory.ObjectNotFound,
            _ => ErrorCategory.WriteError,
        },
        journal.Path,
        journal,
        journal switch
        {
            JournalInUseException => "Wait for that run to end, or use another journal for other rows.",
            JournalMismatchException => "Name another file with -Journal, or connect to where the journal belongs.",
            JournalDamagedException => "Without it, nobody can tell which rows were launched. Restore the file from a copy, if there is one from after the last launch: with an older one, rows that were launched since would be launched again.",
            { InnerException: FileNotFoundException } => "Check the path. A journal is begun by Start-GenesysFlow -Journal.",
            JournalFormatException => "Name a file that a run with -Journal has written, or one that does not exist yet.",
            _ => "Without a journal that can be written nothing is launched.",
        });

    // ---- Executions ---------------------------------------------------------------------------------------------------------

    public static ErrorRecord ExecutionIdMissing(object? target) => Record(
        nameof(ExecutionIdMissing), ErrorCategory.InvalidArgument, target, new ArgumentException("This row has no execution id."),
        "Give ids, execution objects, or rows with a column Id or ExecutionId.");

    public static ErrorRecord WaitTimedOut(IReadOnlyCollection<string> ids, TimeSpan timeout) => Record(
        nameof(WaitTimedOut),
        ErrorCategory.OperationTimeout,
        ids,
        new TimeoutException($"After {timeout:c}, {ids.Count} {(ids.Count == 1 ? "execution" : "executions")} had not ended: {Names.Of(ids)}."),
        "They run on. Wait again with Wait-GenesysFlowExecution and their ids, which are this error's TargetObject.");

    // ---- What the service says ----------------------------------------------------------------------------------------------

    /// <summary>The record for a failure that this module knows; null for one that it does not, which is a fault or a stop.</summary>
    public static ErrorRecord? TryDescribe(Exception failure, object? target) => failure switch
    {
        CmdletErrorException known => known.ErrorRecord,
        FlowNotFoundException missing => Service(
            missing, "FlowNotFound", ErrorCategory.ObjectNotFound, target ?? missing.Flow, missing.Code == ErrorCodes.FlowDeleted ? FlowWasDeleted :
            "Get-GenesysFlow lists the flows. If the flow exists: check the region, and that a role of the OAuth client covers the flow's division."),
        FlowVersionNotFoundException missing => Service(
            missing, "FlowVersionNotFound", ErrorCategory.ObjectNotFound, target ?? missing.Version,
            "Versions are named as '3.0'. Leave -FlowVersion out for the published one."),
        GenesysCloudException call => Describe(call, target),
        JournalException journal => Describe(journal),
        FlowNameAmbiguousException several => Record("FlowNameAmbiguous", ErrorCategory.InvalidArgument, target ?? several.Flows, several, "Name the flow by its id."),
        FlowNotPublishedException unpublished => Record(
            "FlowNotPublished", ErrorCategory.InvalidOperation, target ?? unpublished.Flow, unpublished,
            "Publish it in Architect, or name a version with -FlowVersion."),
        _ => null,
    };

    /// <summary>Whether every further call would fail alike, so that going on makes no sense.</summary>
    public static bool IsFatal(Exception failure) => failure is SignInException or GenesysCloudException { Code: GenesysCloudException.SessionClosed } or GenesysCloudException { Outcome: SendOutcome.Refused, Status: 401 };

    private static ErrorRecord Describe(GenesysCloudException call, object? target) => call switch
    {
        { ForeignResponse: not null } => Service(call, "ResponseNotFromGenesysCloud", ErrorCategory.InvalidResult, target,
            "A proxy, gateway, firewall, or sign-in page responded in place of Genesys Cloud. Check -Region and the proxy settings (HTTPS_PROXY), and " +
            "ask your network team to let requests to the api and login hosts of your region pass unchanged." +
            (IsLaunch(call) ? $" {LookBeforeRelaunch}" : "")),
        SignInException signIn => DescribeSignIn(signIn, target),
        { Code: ErrorCodes.IpNotAuthorized } => Service(call, "IpAddressNotAuthorized", ErrorCategory.PermissionDenied, target,
            "The organization accepts requests from certain IP addresses only. Ask an administrator to add this machine's public address to the " +
            "allowlist, or run from an address that is on it. Signing in again does not help."),
        { Code: ErrorCodes.ClientFailedRequest } => Service(call, "RequestIncomplete", ErrorCategory.ConnectionError, target,
            "Genesys Cloud did not receive the whole request, twice, and carried nothing out. Check the proxy and the network, and retry."),
        { Status: 400 } => Service(call, "RequestInvalid", ErrorCategory.InvalidData, target,
            $"Genesys Cloud found the request wrong{(call.Error is { FieldNames.Count: > 0 } body ? $" at {string.Join(", ", body.FieldNames)}" : "")}." +
            (IsLaunch(call) ? " Get-GenesysFlow shows of what type the flow is (only workflows are launched), Get-GenesysFlowInput which inputs it takes, and of what type." : " Its message says how.")),
        { Status: 401 } => Service(call, "TokenRejected", ErrorCategory.AuthenticationError, target,
            "The token has ended or been revoked, or belongs to another region. Connect again with Connect-GenesysCloud; check -Region."),
        { Status: 403 } => Service(call, "PermissionMissing", ErrorCategory.PermissionDenied, target,
            $"Missing: {string.Join(", ", MissingPermissions(call))}. {Granting}"),
        { Status: 404 or 410 } when IsAbout(call, "executions/{") => ExecutionNotFound(call, target),
        { Code: ErrorCodes.FlowDeleted } => Service(call, "FlowNotFound", ErrorCategory.ObjectNotFound, target, FlowWasDeleted),
        { Status: 404 or 410 } => Service(call, "FlowNotFound", ErrorCategory.ObjectNotFound, target,
            "Check the flow's id and the region, that it is published, and that a role of the OAuth client covers its division."),
        { Status: 409 } => Service(call, "RequestConflict", ErrorCategory.ResourceExists, target,
            "The flow is in a state that does not allow this now; somebody may be publishing it. Try again in a while."),
        { Status: 413 } => Service(call, "RequestTooLarge", ErrorCategory.LimitsExceeded, target,
            "The inputs are too large for one launch. Pass large data by reference."),
        { Status: 429 } => Service(call, "RateLimited", ErrorCategory.LimitsExceeded, target,
            $"Come back {(call.RetryAfter is { } wait ? $"after {wait:c}" : "later")}{(IsLaunch(call) ? ", or allow a longer wait with -MaxRetryAfter" : "")}."),
        { Status: >= 400 and < 500 and not 408 } => Service(call, "RequestRefused", ErrorCategory.InvalidOperation, target,
            "Genesys Cloud, or a gateway before it, refuses this request."),
        { Code: GenesysCloudException.SessionClosed } => Service(call, "SessionClosed", ErrorCategory.ConnectionError, target,
            "It was disconnected meanwhile. Connect again with Connect-GenesysCloud."),
        { InnerException: TimeoutException } => Service(call, "RequestTimedOut", ErrorCategory.OperationTimeout, target,
            "Check the network and the region; allow more time with Connect-GenesysCloud -TimeoutSec."),
        { Status: null, Outcome: SendOutcome.NotSent } => Service(call, "ServiceUnreachable", ErrorCategory.ConnectionError, target,
            "Nothing was sent. Check the region, the network and the proxy."),
        { Status: null } => Service(call, "ConnectionLost", ErrorCategory.ConnectionError, target, "Check the network, and try again."),
        { Status: >= 200 and < 300 } => Service(call, "AnswerUnreadable", ErrorCategory.InvalidResult, target,
            "Genesys Cloud responded, but not with what was asked for, or not in full. Retry later; a proxy in between may have changed the response."),
        _ => Service(call, "ServiceUnavailable", ErrorCategory.ResourceUnavailable, target,
            "Genesys Cloud has trouble; see its status page, and try again later."),
    };

    private static ErrorRecord ExecutionNotFound(GenesysCloudException call, object? target)
    {
        ErrorRecord error = Service(call, nameof(ExecutionNotFound), ErrorCategory.ObjectNotFound, target,
            "Check the id and the region. Executions are kept for several days after their launch.");
        string? id = target as string ?? (target is null ? null : ExecutionReference.From(target).Id);
        if (!string.IsNullOrEmpty(id))
        {
            error.ErrorDetails = new ErrorDetails($"No execution has the id '{id}': {error.ErrorDetails.Message}")
            {
                RecommendedAction = error.ErrorDetails.RecommendedAction,
            };
        }

        return error;
    }

    private static ErrorRecord DescribeSignIn(SignInException signIn, object? target) => signIn switch
    {
        { Status: null } => Service(signIn, "SignInUnreachable", ErrorCategory.ConnectionError, target,
            "Check -Region, the network and the proxy."),
        { Status: >= 500 or 408 } => Service(signIn, "SignInUnavailable", ErrorCategory.ResourceUnavailable, target, "The login host has trouble; try again later."),
        { Outcome: SendOutcome.NotSent } => Service(signIn, "SignInRateLimited", ErrorCategory.LimitsExceeded, target,
            "Too many tokens were asked for. Wait a minute; sign in once per script, not once per row."),
        { Code: "invalid_client", Status: 400 } => Service(signIn, "SignInRefused", ErrorCategory.AuthenticationError, target,
            "No OAuth client has this id in this region. Check the client id and -Region."),
        _ => Service(signIn, "SignInRefused", ErrorCategory.AuthenticationError, target,
            "Check the client secret, and that the OAuth client's grant type is Client Credentials and that it is active."),
    };

    /// <summary>What the service says is missing; where it does not say, what this call needs.</summary>
    private static IEnumerable<string> MissingPermissions(GenesysCloudException call) =>
        call.Error is { MissingPermissions.Count: > 0 } body ? body.MissingPermissions
        : IsAbout(call, "instances/query") ? [SearchInstancesPermission]
        : IsLaunch(call) ? [LaunchPermission]
        : IsAbout(call, "executions/{") ? [ViewExecutionPermission]
        : [ViewFlowPermission];

    private static bool IsLaunch(GenesysCloudException call) => IsAbout(call, "POST /api/v2/flows/executions");

    private static bool IsAbout(GenesysCloudException call, string part) => call.Resource?.Contains(part, StringComparison.Ordinal) == true;

    private static ErrorRecord Service(GenesysCloudException call, string id, ErrorCategory category, object? target, string action)
    {
        ErrorRecord record = Record(id, category, target, call, action);
        var facts = new List<string>();
        if (call.CorrelationId is not null)
            facts.Add($"correlation id {call.CorrelationId}");
        if (call.Attempts > 1)
            facts.Add($"{call.Attempts} attempts");
        if (facts.Count > 0)
            record.ErrorDetails = new ErrorDetails($"{call.Message} ({string.Join(", ", facts)})") { RecommendedAction = action };
        return record;
    }

    /// <summary>The same error, told of a row.</summary>
    public static ErrorRecord AtRow(ErrorRecord error, RowLabel row, object? target)
    {
        error.ErrorDetails = new ErrorDetails($"{Subject(row, target)} was not launched: {error.ErrorDetails.Message}") { RecommendedAction = error.ErrorDetails.RecommendedAction };
        return error;
    }

    /// <summary>A single launch, with nothing piped, is no row to the person who typed it.</summary>
    private static string Subject(RowLabel row, object? target) => target is null ? "The flow" : $"Row {row}";

    private static GenesysCloudException Rephrase(Exception? cause, string message) => cause is GenesysCloudException call
        ? new GenesysCloudException(message + (call.CorrelationId is null ? "" : $" (correlation id {call.CorrelationId})"), call)
        : new GenesysCloudException(message, SendOutcome.NotSent, cause);

    private static ErrorRecord Record(string id, ErrorCategory category, object? target, Exception exception, string action) =>
        new(exception, id, category, target) { ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action } };
}
