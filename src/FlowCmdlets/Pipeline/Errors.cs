// Long on purpose: all errors side by side, so that their texts and ids stay alike and none is made twice.
using System.Globalization;
using System.Management.Automation;
using System.Net;
using FlowCmdlets.Binding;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Every error the module writes: one stable id each, a category, what failed, and what to do about it.
/// </summary>
internal static partial class Errors
{
    private const string LookBeforeRelaunch =
        "Check Architect > Flow executions, or what the flow does, before you launch again.";
    private const string FlowWasDeleted =
        "The flow was deleted in Architect. Run Get-GenesysFlow to list the existing flows, and check the ID and -Region.";

    // ---- Connecting ---------------------------------------------------------------------------------------------------------

    /// <param name="closed">The session that was named or is the runspace's own; null if there is none.</param>
    public static ErrorRecord NotConnected(object? closed) => Record(
        nameof(NotConnected),
        ErrorCategory.ConnectionError,
        closed,
        new InvalidOperationException(
            closed is null ? "This runspace is not connected to Genesys Cloud." : $"The session with {closed} is disconnected."),
        "Run Connect-GenesysCloud first. ForEach-Object -Parallel and thread jobs have their own runspaces; pass the session to them: " +
        "$session = Get-GenesysCloudSession; … | ForEach-Object -Parallel { Start-GenesysFlow … -Session $using:session }.");

    /// <param name="region">What was specified.</param>
    /// <param name="problem">Why it is none.</param>
    /// <param name="source">The parameter, variable, or profile that it comes from.</param>
    public static CmdletErrorException RegionInvalid(string region, string problem, string source) => new(Record(
        nameof(RegionInvalid),
        ErrorCategory.InvalidArgument,
        GenesysCloudRegion.Redact(region),
        new ArgumentException(problem),
        $"{(source == "-Region" ? "Specify" : $"The value comes from {source}. Correct it, or specify")} -Region as an AWS region, " +
        "a Genesys Cloud domain, or an HTTPS base URL."));

    public static CmdletErrorException CredentialsEmpty(string what) => new(Record(
        nameof(CredentialsEmpty), ErrorCategory.InvalidArgument, null, new ArgumentException($"The {what} is empty."),
        "Specify -Credential with the OAuth client ID as the user name and the client secret as the password."));

    public static CmdletErrorException AccessTokenInvalid() => new(Record(
        nameof(AccessTokenInvalid),
        ErrorCategory.InvalidArgument,
        null,
        new ArgumentException("The access token contains invalid characters, such as spaces or line breaks."),
        "Pass only the token value, without quotation marks or the 'Bearer' prefix."));

    public static CmdletErrorException EnvironmentIncomplete(IReadOnlyList<string> missing, string tokenVariable) => new(Record(
        nameof(EnvironmentIncomplete),
        ErrorCategory.InvalidArgument,
        null,
        new InvalidOperationException(
            "No credentials were specified, and the environment doesn't define them: " +
            $"{string.Join(" and ", missing)} {Quantity.Word(missing.Count, "is", "are")} not set."),
        $"Set {string.Join(" and ", missing)} (and GENESYSCLOUD_REGION unless it is us-east-1), or set {tokenVariable}, " +
        "or use -Credential."));

    /// <param name="missing">The parameter that has no value, in any of the places that are looked at.</param>
    /// <param name="given">The one that goes with it.</param>
    /// <param name="variable">The environment variable that can stand for the missing one.</param>
    public static CmdletErrorException ClientIncomplete(string missing, string given, string variable) => new(Record(
        "ParameterMissing",
        ErrorCategory.InvalidArgument,
        missing,
        new ArgumentException($"-{given} was specified without -{missing}, and {variable} is not set."),
        $"Specify -{missing}, or set {variable}, or use -Credential with both."));

    public static ErrorRecord ParameterMissing(string parameter, string dependent) => Record(
        nameof(ParameterMissing),
        ErrorCategory.InvalidArgument,
        dependent,
        new ArgumentException($"-{dependent} has no effect without -{parameter}."),
        $"Specify -{parameter} too, or omit -{dependent}.");

    public static ErrorRecord PathNotFile(string path, string provider) => Record(
        nameof(PathNotFile),
        ErrorCategory.InvalidArgument,
        path,
        new ArgumentException($"'{path}' isn't a file system path; the current location uses the {provider} provider."),
        "Specify a file system path, such as C:\\jobs\\run.jsonl or /var/jobs/run.jsonl, or change to a folder first.");

    // ---- Exporting ----------------------------------------------------------------------------------------------------------

    /// <summary>Named as PowerShell's own Export cmdlets name it.</summary>
    public static ErrorRecord NoClobber(string path) => Record(
        nameof(NoClobber), ErrorCategory.ResourceExists, path,
        new IOException($"The file '{path}' exists, and -NoClobber is specified."),
        "Omit -NoClobber to replace the file, or specify another path.");

    public static ErrorRecord NothingToExport(string path) => Record(
        nameof(NothingToExport), ErrorCategory.ObjectNotFound, path,
        new InvalidOperationException($"No flow was selected, so '{path}' was not written."),
        "Run Get-GenesysFlow to list the flows that the OAuth client can see.");

    public static ErrorRecord FileNotWritten(string path, Exception failure) => Record(
        nameof(FileNotWritten), ErrorCategory.WriteError, path,
        new IOException($"The file '{path}' was not written: {failure.Message}", failure),
        failure is NotReplaceableException ? "Specify another file."
            : "Check the folder, the disk, and the permissions. -Force replaces a read-only file.");

    /// <summary>A folder for files can't be made; none of them is written.</summary>
    public static ErrorRecord FolderNotCreated(string path, Exception failure) => Record(
        nameof(FileNotWritten), ErrorCategory.WriteError, path,
        new IOException(
            File.Exists(path)
                ? $"'{path}' is a file, not a folder, so no files were written."
                : $"The folder '{path}' could not be created: {failure.Message}", failure),
        "Specify a folder in which files can be created.");

    // ---- Launching ----------------------------------------------------------------------------------------------------------

    /// <summary>
    /// A row that was not launched, or perhaps was. Not for rows that were skipped, that the cmdlet refused itself, or that a run left
    /// unsent when it ended: those have <see cref="RunEnded"/>.
    /// </summary>
    public static ErrorRecord ForOutcome(RowOutcome outcome, RowLabel row, object? target) => outcome switch
    {
        RowOutcome.Refused { Reason: var refusal } => ForRefusal(refusal, row, target),
        RowOutcome.Unknown unknown => Record(
            "LaunchOutcomeUnknown",
            unknown.Failure.InnerException is TimeoutException ? ErrorCategory.OperationTimeout : ErrorCategory.ResourceUnavailable,
            target,
            Rephrase(unknown.Failure, $"{Subject(row, target)} may have been launched and may be running: {unknown.Failure.Message}"),
            $"It was not sent again because that could start the flow twice. {LookBeforeRelaunch}"),
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
        new InvalidOperationException("no response was received, and it isn't among the flow's executions."),
        "To launch this row, run the same command again with the same journal.");

    /// <summary>The intent could not be written, for no reason that a journal knows of.</summary>
    private static ErrorRecord JournalFailed(Exception failure, object? target) => Record(
        "JournalUnusable",
        ErrorCategory.WriteError,
        target,
        failure,
        "Nothing was launched because the journal can't be written. Check the disk and the permissions of the file.");

    /// <summary>The terminating error of a run that did not reach its last row.</summary>
    /// <param name="end">Why it ended.</param>
    /// <param name="unsent">Rows that were read and not sent.</param>
    /// <param name="lastRow">The last row that was read.</param>
    /// <param name="resume">With a journal: the command that resumes the run.</param>
    /// <param name="stopsOnError">Whether -ErrorAction Stop ends the run at its first failure.</param>
    public static ErrorRecord RunEnded(RunEnd end, RowRanges unsent, long lastRow, string? resume, bool stopsOnError)
    {
        string rest = $"The run stopped at row {end.RowNumber}. " +
            $"{(unsent.Count == 0 ? "All" : $"{Quantity.Word(unsent.Count, "Row", "Rows")} {unsent} and all")} rows after row {lastRow} " +
            $"were not sent.{(resume is null ? "" : $" To resume, run the same command again with {resume}.")}";
        return end.Reason == RunEndReason.TooManyFailures
            ? Record(
                "TooManyFailures", ErrorCategory.LimitsExceeded, end, new InvalidOperationException(
                    $"{(stopsOnError ? "A row failed, and -ErrorAction is Stop" : "The number of failed rows reached -MaxFailures")}. " +
                    $"{rest}"),
                "Fix the errors above, then launch the remaining rows.")
            : Ended(end, $"{Sentence(end.Cause?.Message)} {rest}");
    }

    /// <summary>The terminating error of a run that lost its journal. It gives no advice to go on: that would launch rows twice.</summary>
    /// <param name="lost">What became of the journal.</param>
    /// <param name="end">The end of the run.</param>
    /// <param name="launched">Rows that the run launched.</param>
    /// <param name="unknown">Rows that it perhaps launched.</param>
    public static ErrorRecord JournalLost(JournalLostException lost, RunEnd end, RowRanges launched, RowRanges unknown) => Record(
        nameof(JournalLost), ErrorCategory.InvalidData, end,
        Rephrase(
            lost,
            $"{lost.Message} This run has launched {Rows(launched)}{(unknown.Count == 0 ? "" : $", and perhaps {unknown.Named()}")}; " +
            "no other row was launched."),
        $"Do not run the command again: it would launch those rows twice. {Restore(lost)}");

    private static string Rows(RowRanges rows) => rows.Count == 0 ? "no row" : rows.Named();

    private static string Restore(JournalLostException lost) => lost switch
    {
        { Recovered: { } recovered, Marker: { } marker } =>
            $"First restore the journal: move '{recovered}' to '{lost.Path}', then delete '{marker}'.",
        { Marker: { } marker } => $"First restore the journal '{lost.Path}' as '{marker}' says, then delete that file.",
        _ =>
            "Keep the results of this run: they alone say which rows were launched. " +
            "First find the journal, or a copy from after the last launch.",
    };

    /// <summary>The terminating error of a single launch that came to nothing, or perhaps not.</summary>
    public static ErrorRecord LaunchEnded(RunEnd end) => Ended(end, end.Cause is GenesysCloudException { Outcome: SendOutcome.Unknown }
        ? $"The flow may have been launched and may be running: {end.Cause.Message}"
        : $"The flow was not launched{(end.Cause is null ? "." : $": {end.Cause.Message}")}");

    private static ErrorRecord Ended(RunEnd end, string message)
    {
        ErrorRecord? cause = end.Cause is null ? null : TryDescribe(end.Cause, end);
        return Record(
            end.Reason.ToString(),
            cause?.CategoryInfo.Category ?? ErrorCategory.ConnectionError,
            end,
            Rephrase(end.Cause, message),
            cause?.ErrorDetails.RecommendedAction ?? "");
    }

    private static string Sentence(string? text) => text is null or "" || text[^1] is '.' or '!' or '?' ? text ?? "" : text + ".";

    // ---- The journal ---------------------------------------------------------------------------------------------------------

    public static ErrorRecord JournalOfOtherFlow(RowLabel row, object? target, string rowFlow, string journalFlow) => Record(
        nameof(JournalOfOtherFlow), ErrorCategory.InvalidArgument, target,
        new ArgumentException(
            $"Row {row} was not launched: it is for the flow '{rowFlow}', but the journal belongs to the flow '{journalFlow}'."),
        "Use a separate journal for each flow.");

    public static ErrorRecord RowExists(RowLabel row, object? target, string? executionId) => Record(
        nameof(RowExists), ErrorCategory.ResourceExists, target,
        new InvalidOperationException(
            $"Row {row} was not launched again: an earlier run launched it{(executionId is null ? "" : $" as execution {executionId}")}, " +
            "and -OnExisting is Fail."),
        "To skip rows that were launched before, specify -OnExisting Skip.");

    public static ErrorRecord KeyInvalid(RowLabel row, LaunchKeyException problem, string? column, object? target) => Record(
        nameof(KeyInvalid),
        ErrorCategory.InvalidData,
        target,
        new ArgumentException($"Row {row} was not launched: {(column is null ? "" : $"column '{column}': ")}{problem.Message}", problem),
        "Each row needs a unique key so that it can be identified when the run is resumed.");

    /// <summary>Rows are still in doubt after looking for them.</summary>
    public static ErrorRecord NotReconciled(ReconcileResult result, string path) => Record(
        nameof(NotReconciled), ErrorCategory.ResourceUnavailable, path,
        new InvalidOperationException(
            $"Could not determine whether {Quantity.Format(result.InDoubt, "row")} in journal '{path}' " +
            $"{Quantity.Word(result.InDoubt, "was", "were")} launched: {Why(result)}.{CountsOf(result)}",
            result.Failure),
        $"These rows are not launched again. {LookAgain(result, path)}Check what the flow does for them, " +
        "or search Architect > Flow executions for names that end in [run/key] (Get-GenesysFlowJournal shows them). " +
        "Then leave them, or launch them again with -RelaunchUnknown, which may launch a row twice.");

    /// <summary>In local time, as the console shows it.</summary>
    private static string LookAgain(ReconcileResult result, string path) => result.DecidableFrom is not { } from ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"From {from.ToLocalTime():yyyy-MM-dd HH:mm:ss} on, Resolve-GenesysFlowJournal '{path}', or the same command again, " +
            $"can decide whether they were launched. ");

    private static string Why(ReconcileResult result) => result.Obstacle switch
    {
        ReconcileObstacle.TooEarly =>
            "no matching execution was found, but a launch may still be carried out for " +
            $"{ReconciliationEvidence.LatestLaunch.TotalMinutes:0} minutes after it was sent",
        ReconcileObstacle.SwitchedOff => "-ReconcileTimeout is zero, so the flow's executions were not searched",
        ReconcileObstacle.NotPermitted =>
            "the OAuth client can't search the flow's executions (missing permission " +
            $"{string.Join(", ", MissingPermissions(result.Failure!))})",
        ReconcileObstacle.NoExecutionData =>
            "the search doesn't return executions that are known to exist, or returned them late; " +
            "execution data may be turned off for the organization or the flow",
        ReconcileObstacle.TooManyRuns => "too many executions of this flow started at about that time to search",
        ReconcileObstacle.NotFound =>
            "no matching execution was found, but the search could not be confirmed as complete (this requires other launches from this " +
            "journal at about the same time and one execution that is still running, all returned soon after their start)",
        _ => $"the search failed: {result.Failure?.Message}",
    };

    private static ErrorRecord Describe(JournalException journal) => Record(
        journal switch
        {
            JournalLostException => nameof(JournalLost),
            JournalInUseException => "JournalInUse",
            JournalMismatchException => "JournalMismatch",
            JournalDamagedException => "JournalDamaged",
            JournalFormatException => "JournalFormatInvalid",
            _ => "JournalUnusable",
        },
        journal switch
        {
            JournalInUseException => ErrorCategory.ResourceBusy,
            JournalMismatchException or JournalDamagedException or JournalFormatException or JournalLostException =>
                ErrorCategory.InvalidData,
            { InnerException: FileNotFoundException } => ErrorCategory.ObjectNotFound,
            _ => ErrorCategory.WriteError,
        },
        journal.Path,
        journal,
        journal switch
        {
            JournalLostException lost => $"Rows that were launched would be launched again. {Restore(lost)}",
            JournalSlowException => "Keep the journal on a local disk, or on a disk with less load.",
            JournalInUseException => "Wait for that run to finish, or use another journal for other rows.",
            JournalMismatchException =>
                "Specify another file with -Journal, or connect to the organization and region that the journal belongs to.",
            JournalDamagedException =>
                "Without the journal, it is unknown which rows were launched. Restore the file from a backup that was made after the " +
                "last launch. With an older backup, rows that were launched since then would be launched again.",
            { InnerException: FileNotFoundException } => "Check the path. Start-GenesysFlow -Journal creates the journal.",
            JournalFormatException => "Specify a file that a run with -Journal created, or one that doesn't exist yet.",
            _ => "Check the path, the disk, and the permissions of the file. Rows are launched only while their journal can be written.",
        });

    // ---- Executions ---------------------------------------------------------------------------------------------------------

    public static ErrorRecord ExecutionIdMissing(object? target) => Record(
        nameof(ExecutionIdMissing), ErrorCategory.InvalidArgument, target, new ArgumentException("This row has no execution ID."),
        "Specify IDs, execution objects, or rows with a column Id or ExecutionId.");

    public static ErrorRecord NothingToWaitFor() => Record(
        "ParameterMissing", ErrorCategory.InvalidArgument, "Execution", new ArgumentException("No executions were specified."),
        "Pipe executions to the command, or specify their IDs, or -Journal to wait for all executions of a journal.");

    /// <param name="ids">The executions.</param>
    /// <param name="timeout">How long they were waited for.</param>
    /// <param name="unread">How many of them could not be read in the end.</param>
    /// <param name="failure">Why one of those could not; null if there are none.</param>
    public static ErrorRecord WaitTimedOut(
        IReadOnlyCollection<string> ids, TimeSpan timeout, long unread, GenesysCloudException? failure) => Record(
        nameof(WaitTimedOut),
        ErrorCategory.OperationTimeout,
        ids,
        new TimeoutException(
            $"{Quantity.Format(ids.Count, "execution")} did not finish within {timeout:c}: {NameList.Format(ids)}." +
            (failure is null ? "" : $" {unread} of them could not be read in the end, and may have finished. {Sentence(failure.Message)}")),
        $"{(failure is null ? "They are still running. To" : "To")} keep waiting, pass this error's TargetObject (the execution IDs) to " +
        "Wait-GenesysFlowExecution.");

    // ---- Responses of the service ------------------------------------------------------------------------------------------

    /// <summary>The record for a failure that this module knows; null for one that it does not, which is a fault or a stop.</summary>
    public static ErrorRecord? TryDescribe(Exception failure, object? target) => failure switch
    {
        CmdletErrorException known => known.ErrorRecord,
        FlowNotFoundException missing => Service(
            missing,
            "FlowNotFound",
            ErrorCategory.ObjectNotFound,
            target ?? missing.Flow,
            missing.Code == ErrorCodes.FlowDeleted ? FlowWasDeleted :
            "Run Get-GenesysFlow to list the flows. If the flow exists, check the region, " +
            "and check that a role of the OAuth client covers the flow's division."),
        FlowVersionNotFoundException missing => Service(
            missing, "FlowVersionNotFound", ErrorCategory.ObjectNotFound, target ?? missing.Version,
            missing.Flow.PublishedVersion?.Id is { } published
                ? $"Specify a version that exists, such as '{published}', or omit -FlowVersion to launch the published version."
                : "Publish the flow in Architect, or specify a version that exists."),
        GenesysCloudException call => Describe(call, target),
        JournalException journal => Describe(journal),
        ResultsFileException results => ResultsUnusable(results),
        FlowNameAmbiguousException several =>
            Record("FlowNameAmbiguous", ErrorCategory.InvalidArgument, target ?? several.Flows, several, "Specify the flow by its ID."),
        FlowNotPublishedException unpublished => Record(
            "FlowNotPublished", ErrorCategory.InvalidOperation, target ?? unpublished.Flow, unpublished,
            "Publish the flow in Architect, or specify a version with -FlowVersion."),
        _ => null,
    };

    /// <summary>Whether every further call would fail alike, so that going on makes no sense.</summary>
    public static bool IsFatal(Exception failure) =>
        failure is SignInException or GenesysCloudException { Code: GenesysCloudException.SessionClosed }
            or GenesysCloudException { ConnectionFault.IsFinal: true }
            or GenesysCloudException { Outcome: SendOutcome.Refused, Status: 401 };

    private static ErrorRecord Describe(GenesysCloudException call, object? target) => call switch
    {
        { ConnectionFault: { } fault } => DescribeConnection(call, fault, target),
        { ForeignResponse: not null } => Service(call, "ResponseNotFromGenesysCloud", ErrorCategory.InvalidResult, target,
            "A proxy, gateway, firewall, or sign-in page responded in place of Genesys Cloud. " +
            "Check -Region and the proxy settings (HTTPS_PROXY), and " +
            "ask your network team to let requests to the API and login hosts of your region pass unchanged." +
            (IsLaunch(call) ? $" {LookBeforeRelaunch}" : "")),
        SignInException signIn => DescribeOwnSignIn(signIn, target) ?? DescribeSignIn(signIn, target),
        { Code: ErrorCodes.IpNotAuthorized } => Service(call, "IpAddressNotAuthorized", ErrorCategory.PermissionDenied, target,
            "The organization accepts requests only from certain IP addresses. " +
            "Ask an administrator to add this machine's public address to the " +
            "allowlist, or run from an address that is on it. Signing in again doesn't help."),
        { Code: ErrorCodes.ClientFailedRequest } => Service(call, "RequestIncomplete", ErrorCategory.ConnectionError, target,
            "Genesys Cloud received an incomplete request twice and did nothing. Check the proxy and the network, then retry."),
        { Status: 400 } => Service(call, "RequestInvalid", ErrorCategory.InvalidData, target,
            "Genesys Cloud rejected the " +
            $"request{(call.Error is { FieldNames.Count: > 0 } body ? $" (invalid fields: {string.Join(", ", body.FieldNames)})" : "")}." +
            (IsLaunch(call) ? " Check the type of the flow with Get-GenesysFlow (only workflows can be launched), " +
                "and its inputs with Get-GenesysFlowInput." : " See the error message.")),
        { Status: 401 } => Service(call, "TokenRejected", ErrorCategory.AuthenticationError, target,
            TokenRejectedAdvice),
        { Status: 403 } => Service(call, "PermissionMissing", ErrorCategory.PermissionDenied, target,
            $"Grant the missing permission: {string.Join(", ", MissingPermissions(call))}. {Permission.HowToGrant}"),
        { Status: 404 or 410 } when IsAbout(call, "executions/{") => ExecutionNotFound(call, target),
        { Code: ErrorCodes.FlowDeleted } => Service(call, "FlowNotFound", ErrorCategory.ObjectNotFound, target, FlowWasDeleted),
        { Status: 404 or 410 } => Service(call, "FlowNotFound", ErrorCategory.ObjectNotFound, target,
            "Check the flow ID and the region. Check that the flow is published and that a role of the OAuth client covers its division."),
        { Status: 409 } => Service(call, "RequestConflict", ErrorCategory.ResourceExists, target,
            "The state of the flow doesn't allow this request at the moment; " +
            "the flow may be in the process of being published. Retry in a few minutes."),
        { Status: 413 } => Service(call, "RequestTooLarge", ErrorCategory.LimitsExceeded, target,
            "The inputs are too large for one launch. Pass large data by reference, such as a URL or a record ID."),
        { Status: 429 } => Service(call, "RateLimited", ErrorCategory.LimitsExceeded, target,
            $"Retry {(call.RetryAfter is { } wait ? $"after {wait:c}" : "later")}" +
            $"{(IsLaunch(call) ? ", or allow a longer wait with -MaxRetryAfter" : "")}."),
        { Status: >= 400 and < 500 and not 408 } => Service(call, "RequestRefused", ErrorCategory.InvalidOperation, target,
            "Genesys Cloud, or a gateway in front of it, rejected this request. See the error message."),
        { Code: GenesysCloudException.SessionClosed } => Service(call, "SessionClosed", ErrorCategory.ConnectionError, target,
            "The session was closed by Disconnect-GenesysCloud. Run Connect-GenesysCloud again."),
        { InnerException: ResponseTooLargeException } => Service(call, "ResponseTooLarge", ErrorCategory.LimitsExceeded, target,
            "API responses are never that large; a proxy or gateway may have changed it. " +
            "Check -Region and the proxy settings (HTTPS_PROXY)." +
            (IsLaunch(call) ? $" {LookBeforeRelaunch}" : "")),
        { InnerException: TimeoutException } => Service(call, "RequestTimedOut", ErrorCategory.OperationTimeout, target,
            "Check the network and the region, or allow more time with Connect-GenesysCloud -TimeoutSec."),
        { Status: null, Outcome: SendOutcome.NotSent } => Service(call, "ServiceUnreachable", ErrorCategory.ConnectionError, target,
            "Nothing was sent. Check the region, the network, and the proxy."),
        { Status: null } => Service(call, "ConnectionLost", ErrorCategory.ConnectionError, target, "Check the network, then retry."),
        { Status: >= 200 and < 300 } => Service(call, "AnswerUnreadable", ErrorCategory.InvalidResult, target,
            "The response was incomplete or unexpected; a proxy may have changed it. Check the proxy settings, or retry later."),
        _ => Service(call, "ServiceUnavailable", ErrorCategory.ResourceUnavailable, target,
            "Genesys Cloud is temporarily unavailable. See its status page, and retry later."),
    };

    private static ErrorRecord ExecutionNotFound(GenesysCloudException call, object? target)
    {
        ErrorRecord error = Service(call, nameof(ExecutionNotFound), ErrorCategory.ObjectNotFound, target,
            "Check the ID and the region. Genesys Cloud keeps executions for several days after their launch.");
        string? id = target as string ?? (target is null ? null : ExecutionReference.From(target).Id);
        if (!string.IsNullOrEmpty(id))
        {
            error.ErrorDetails = new ErrorDetails($"No execution has the ID '{id}': {error.ErrorDetails.Message}")
            {
                RecommendedAction = error.ErrorDetails.RecommendedAction,
            };
        }

        return error;
    }

    private static ErrorRecord DescribeSignIn(SignInException signIn, object? target) => signIn switch
    {
        { Status: null } => Service(signIn, "SignInUnreachable", ErrorCategory.ConnectionError, target,
            "Check -Region, the network, and the proxy."),
        { Status: >= 500 or 408 } => Service(
            signIn,
            "SignInUnavailable",
            ErrorCategory.ResourceUnavailable,
            target,
            "The login host is temporarily unavailable. Retry later."),
        { Outcome: SendOutcome.NotSent } => Service(signIn, "SignInRateLimited", ErrorCategory.LimitsExceeded, target,
            "Too many tokens were requested. Wait a minute, then retry. Sign in once per script, not once per row."),
        { Code: "invalid_client", Status: 400 } => Service(signIn, "SignInRefused", ErrorCategory.AuthenticationError, target,
            UnknownClientAdvice),
        _ => Service(signIn, "SignInRefused", ErrorCategory.AuthenticationError, target, WrongSecretAdvice),
    };

    /// <summary>What the service says is missing; where it does not say, what this call needs.</summary>
    private static IEnumerable<string> MissingPermissions(GenesysCloudException call) =>
        call.Error is { MissingPermissions.Count: > 0 } body ? body.MissingPermissions
        : PermissionOf(call);

    private static bool IsLaunch(GenesysCloudException call) => IsAbout(call, "POST /api/v2/flows/executions");

    private static bool IsAbout(GenesysCloudException call, string part) => call.Resource?.Contains(part, StringComparison.Ordinal) == true;

    private static ErrorRecord Service(GenesysCloudException call, string id, ErrorCategory category, object? target, string action)
    {
        ErrorRecord record = Record(id, category, target, call, action);
        var facts = new List<string>();
        if (call.CorrelationId is not null)
            facts.Add($"Correlation ID: {call.CorrelationId}.");
        if (call.Attempts > 1)
            facts.Add($"Attempts: {call.Attempts}.");
        if (facts.Count > 0)
            record.ErrorDetails = new ErrorDetails($"{Sentence(call.Message)} {string.Join(" ", facts)}") { RecommendedAction = action };
        return record;
    }

    /// <summary>The same error, about a row.</summary>
    public static ErrorRecord AtRow(ErrorRecord error, RowLabel row, object? target)
    {
        error.ErrorDetails = new ErrorDetails($"{Subject(row, target)} was not launched: {error.ErrorDetails.Message}")
        {
            RecommendedAction = error.ErrorDetails.RecommendedAction,
        };
        return error;
    }

    /// <summary>A single launch, with nothing piped, is no row to the person who typed it.</summary>
    private static string Subject(RowLabel row, object? target) => target is null ? "The flow" : $"Row {row}";

    private static GenesysCloudException Rephrase(Exception? cause, string message) => cause is GenesysCloudException call
        ? new GenesysCloudException(
            call.CorrelationId is null ? message : $"{Sentence(message)} Correlation ID: {call.CorrelationId}.", call)
        : new GenesysCloudException(message, SendOutcome.NotSent, cause);

    private static ErrorRecord Record(string id, ErrorCategory category, object? target, Exception exception, string action) =>
        new(exception, id, category, target)
        {
            ErrorDetails = new ErrorDetails(DisplayText.Clean(
                Sentence(exception.Message))) { RecommendedAction = DisplayText.Clean(action) },
        };
}
