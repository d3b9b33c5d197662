using System.Collections.ObjectModel;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Executions;

/// <summary>What went wrong with an execution: in its launch, or in the flow.</summary>
public sealed class FlowExecutionError
{
    private FlowExecutionError(string message) => Message = message;

    /// <summary>
    /// What happened, with its values: <c>… resulted in a null near position 0 where one is disallowed in expression 'Flow.userEmail'.</c>
    /// </summary>
    public string Message { get; }

    /// <summary>Genesys Cloud's code, such as <c>error.workflow.expression.unexpectedNull</c>; null where there is none.</summary>
    public string? ErrorCode { get; private init; }

    /// <summary>The values in the message by their names, such as <c>expression</c>; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> ErrorParameters { get; private init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Why the execution ended, such as <c>Failure</c>; null for what was not launched.</summary>
    public string? CompletionReason { get; private init; }

    /// <summary>What Genesys support asks for; null where it is not known.</summary>
    public string? CorrelationId { get; private init; }

    /// <summary>Code and message.</summary>
    public override string ToString() => ErrorCode is null ? Message : Message.Length == 0 ? ErrorCode : $"{ErrorCode}: {Message}";

    /// <summary>The error of an execution; null if it has none.</summary>
    internal static FlowExecutionError? Of(JsonElement? flowErrorInfo, string? completionReason) =>
        flowErrorInfo is { ValueKind: JsonValueKind.Object } info && ErrorBody.TryRead(info) is { } body
            ? Of(body, body.FullMessage ?? "", completionReason)
            : null;

    /// <summary>The error of a launch.</summary>
    internal static FlowExecutionError Of(GenesysCloudException launch) => launch.Error is { } body
        ? Of(body, body.FullMessage ?? launch.Message, null)
        : new FlowExecutionError(launch.Message) { CorrelationId = launch.CorrelationId };

    /// <summary>The error of an execution as a journal keeps it; null if it kept none.</summary>
    internal static FlowExecutionError? Of(EndDetail? detail) => detail is { ErrorCode: null, ErrorMessage: null } or null
        ? null
        : new(detail.ErrorMessage ?? "") { ErrorCode = detail.ErrorCode, CompletionReason = detail.Reason };

    /// <summary>A launch that never came to be.</summary>
    internal static FlowExecutionError Of(string message) => new(message);

    /// <summary>An error body in the words of <paramref name="message"/>.</summary>
    internal static FlowExecutionError Of(ErrorBody body, string message, string? completionReason) => new(message)
    {
        ErrorCode = body.Code,
        ErrorParameters = body.Parameters,
        CompletionReason = completionReason,
        CorrelationId = body.ContextId,
    };
}
