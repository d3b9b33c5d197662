using System.Management.Automation;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Binding;

/// <summary>Whatever an execution may be named by: its id, an execution object, or a row (of a CSV file, say) with its id.</summary>
public sealed class ExecutionReference
{
    private static readonly string[] s_idColumns = ["Id", "ExecutionId"];

    private ExecutionReference(string? id, PSObject? source)
    {
        Id = string.IsNullOrWhiteSpace(id) ? null : id.Trim();
        Source = source;
    }

    /// <summary>The id; null if there is none.</summary>
    public string? Id { get; }

    /// <summary>The object it came in, with the row's columns on it; null for a bare id.</summary>
    public PSObject? Source { get; }

    /// <summary>The execution as it was known before; null for ids and rows.</summary>
    public FlowExecution? Known => Source?.BaseObject as FlowExecution;

    /// <summary>
    /// Whether it is what a launch emitted for a row that it did not launch: there is nothing to follow, and the row must not be lost.
    /// </summary>
    internal bool IsUnlaunchedRow => Id is null && (Known is not null || Source?.Properties["Outcome"] is not null);

    internal static ExecutionReference From(object? value) => value switch
    {
        ExecutionReference reference => reference,
        PSObject { BaseObject: ExecutionReference reference } => reference,
        PSObject { BaseObject: string id } => new(id, null),
        PSObject { BaseObject: Guid id } => new(id.ToString(), null),
        PSObject { BaseObject: FlowExecution execution } whole => new(execution.Id, whole),
        FlowExecution execution => new(execution.Id, PSObject.AsPSObject(execution)),
        // Its Id is that of no execution.
        PSObject { BaseObject: Flow } flow => new(null, flow),
        Flow flow => new(null, PSObject.AsPSObject(flow)),
        PSObject row => new(IdOf(row), row),
        null => new(null, null),
        _ => new(LanguagePrimitives.ConvertTo<string>(value), null),
    };

    /// <inheritdoc />
    public override string ToString() => Id ?? "";

    private static string? IdOf(PSObject row)
    {
        foreach (string column in s_idColumns)
        {
            if (row.Properties[column]?.Value is { } value)
                return LanguagePrimitives.ConvertTo<string>(value);
        }

        return null;
    }
}

/// <summary>Makes an <see cref="ExecutionReference"/> of whatever comes, and keeps the object it came in.</summary>
/// <remarks>A constructor would only be given the bare object: the engine strips the note properties, which are the row's
/// columns.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExecutionReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } several
            ? several.Cast<object?>().Select(ExecutionReference.From).ToArray()
            : [ExecutionReference.From(inputData)];
}
