using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Binding;

/// <summary>
/// Whatever a person may name a flow by: its id, its name, or a flow or execution object. It only remembers; what is wrong with it
/// is told when it is looked up, where the error can name the row.
/// </summary>
public sealed class FlowReference
{
    /// <summary>An id or a name.</summary>
    public FlowReference(string? idOrName) => Text = idOrName?.Trim() ?? "";

    /// <summary>An id.</summary>
    public FlowReference(Guid id) => Text = id.ToString();

    /// <summary>A flow that <c>Get-GenesysFlow</c> emitted.</summary>
    public FlowReference(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        Text = flow.Id;
    }

    /// <summary>An execution: the flow it runs.</summary>
    public FlowReference(FlowExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        Text = execution.FlowId ?? "";
    }

    /// <summary>The id or name; empty if nothing was given.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
