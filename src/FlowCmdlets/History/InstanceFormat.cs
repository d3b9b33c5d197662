using System.ComponentModel;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;

namespace FlowCmdlets.History;

/// <summary>The times of what the past is made of; read by the types file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InstanceFormat
{
    /// <summary>When an instance, or a watched execution, began.</summary>
    public static object? StartDateTime(PSObject instance) => Timestamp.Of((instance.BaseObject switch
    {
        FlowInstance recorded => recorded.StartDateTime,
        FlowExecutionHistory watched => watched.StartDateTime,
        _ => null,
    })?.LocalDateTime);

    /// <summary>When an instance, or a watched execution, ended.</summary>
    public static object? EndDateTime(PSObject instance) => Timestamp.Of((instance.BaseObject switch
    {
        FlowInstance recorded => recorded.EndDateTime,
        FlowExecutionHistory watched => watched.EndDateTime,
        _ => null,
    })?.LocalDateTime);

    /// <summary>When a log level was set.</summary>
    public static object? DateModified(PSObject level) => Timestamp.Of((level.BaseObject as FlowLogLevel)?.DateModified);

    /// <summary>When an interval begins.</summary>
    public static object? IntervalStart(PSObject count) => Timestamp.Of((count.BaseObject as FlowExecutionCount)?.IntervalStart);

    /// <summary>When an interval ends.</summary>
    public static object? IntervalEnd(PSObject count) => Timestamp.Of((count.BaseObject as FlowExecutionCount)?.IntervalEnd);
}
