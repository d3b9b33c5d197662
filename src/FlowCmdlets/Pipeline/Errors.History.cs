using System.Management.Automation;
using GenesysCloud.Http;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of what is read of the past: instances, their data, and log levels.</summary>
internal static partial class Errors
{
    private const string HowToRecord =
        "Turn on execution data: send PATCH /api/v2/flows/instances/settings/executiondata with {\"enabled\": true} (requires " +
        Permission.EditExecutionData + "). Check that the log level isn't Disabled with Get-GenesysFlowLogLevel. Then publish the flow " +
        "again: only executions that start afterwards are recorded.";

    public static ErrorRecord TimeRangeInvalid(DateTimeOffset from, DateTimeOffset to) => Record(
        nameof(TimeRangeInvalid), ErrorCategory.InvalidArgument, null,
        new ArgumentException(
            $"The time span is empty: it begins at {Timestamp.ForMessage(from)} and ends at {Timestamp.ForMessage(to)}."),
        "Specify a time for -After that is earlier than -Before, or than now if -Before is omitted.");

    public static ErrorRecord IntervalInvalid() => Record(
        nameof(IntervalInvalid), ErrorCategory.InvalidArgument, null,
        new ArgumentException("-Interval is zero."),
        "Specify -Interval as a time span, such as 01:00:00, or omit it to count the whole time.");

    /// <summary>Nothing is recorded, so that nothing can be found.</summary>
    public static ErrorRecord ExecutionDataOff() => Record(
        nameof(ExecutionDataOff), ErrorCategory.ObjectNotFound, null,
        new InvalidOperationException("Execution data is turned off in this organization, so no instances are recorded."),
        HowToRecord);

    public static ErrorRecord InstanceIdInvalid(string id) => Record(
        nameof(InstanceIdInvalid), ErrorCategory.InvalidArgument, id,
        new ArgumentException($"'{id}' isn't the ID of an instance; expected letters, digits, and hyphens."),
        "Specify the ID of an instance, or pipe the output of Find-GenesysFlowInstance.");

    /// <summary>The data of one instance was not saved.</summary>
    /// <param name="saved">What became of it.</param>
    /// <param name="isOff">Whether execution data is known to be off.</param>
    public static ErrorRecord InstanceNotSaved(SavedInstance saved, bool isOff) => saved.Failure switch
    {
        IOException or UnauthorizedAccessException => FileNotWritten(saved.File.Path, saved.Failure),
        { } failure => InstanceDataFailed(saved.File.InstanceId, failure, isOff),
        null => throw new ArgumentException("It was saved.", nameof(saved)),
    };

    /// <summary>The data of one instance, or of one execution, could not be read.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="failure">Why not.</param>
    /// <param name="isOff">Whether execution data is known to be off.</param>
    public static ErrorRecord InstanceDataFailed(string instanceId, Exception failure, bool isOff) => failure switch
    {
        InstanceDataUnavailableException when isOff => Record(
            nameof(ExecutionDataOff), ErrorCategory.ObjectNotFound, instanceId,
            new InvalidOperationException($"{Sentence(failure.Message)} Execution data is turned off in this organization."),
            HowToRecord),
        InstanceDataUnavailableException { Status: "403" } => Record(
            "InstanceDataUnavailable", ErrorCategory.PermissionDenied, instanceId, failure,
            $"Grant {Permission.ViewInstance} in the division of the flow. {Permission.HowToGrant}"),
        InstanceDataUnavailableException => Record(
            "InstanceDataUnavailable", ErrorCategory.ObjectNotFound, instanceId, failure,
            $"Genesys Cloud keeps execution data for 10 days, and has it when the execution has finished. {HowToRecord}"),
        InstanceDataJobException => Record(
            "InstanceDataJobFailed", ErrorCategory.OperationStopped, instanceId,
            new InvalidOperationException($"The execution data of '{instanceId}' was not read: {failure.Message}", failure),
            "Run the command again: what was saved is skipped. Allow more time with -Timeout."),
        _ => Record(
            "InstanceDownloadFailed", ErrorCategory.ConnectionError, instanceId,
            new InvalidOperationException($"The execution data of '{instanceId}' was not read: {failure.Message}", failure),
            "Run the command again: what was saved is skipped. Check the network and the proxy; download addresses expire."),
    };

    /// <summary>The launches of a journal beside the executions that Genesys Cloud counted; empty where it did not say.</summary>
    private static string CountsOf(ReconcileResult result) => result.Counts is { } counts
        ? $" Since {Timestamp.ForMessage(counts.Since)}, the journal has {Quantity.Format(counts.Launched, "launch", "launches")}, and " +
            $"Genesys Cloud counted {Quantity.Format(counts.Counted, "execution")} of the flow, including those of others; " +
            "its count can be behind."
        : "";

    /// <summary>What a call needs, by its path; for when the service does not say what is missing.</summary>
    private static string[] PermissionOf(GenesysCloudException call) =>
        IsAbout(call, "instances/query") ? [Permission.SearchInstances]
        : IsAbout(call, "instances/jobs") ? [Permission.ViewInstance]
        : IsAbout(call, "loglevels/default") ? [OfLogLevel(call, Permission.ViewDefaultLogLevel, Permission.EditDefaultLogLevel,
            Permission.EditDefaultLogLevel, Permission.DeleteDefaultLogLevel)]
        : IsAbout(call, "loglevels") ? [OfLogLevel(call, Permission.ViewLogLevel, Permission.EditLogLevel,
            Permission.AddLogLevel, Permission.DeleteLogLevel)]
        : IsAbout(call, "notifications/") ? [Permission.ViewInstance]
        : IsAbout(call, "flowexecutions/aggregates") ? [Permission.ViewExecutionAggregate]
        : IsLaunch(call) ? [Permission.LaunchFlow]
        : IsAbout(call, "executions/{") ? [Permission.ViewExecution]
        : [Permission.ViewFlow];

    private static string OfLogLevel(GenesysCloudException call, string view, string edit, string add, string delete) =>
        IsAbout(call, "PUT ") ? edit : IsAbout(call, "POST ") ? add : IsAbout(call, "DELETE ") ? delete : view;
}
