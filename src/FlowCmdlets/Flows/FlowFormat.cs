using System.ComponentModel;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;

namespace FlowCmdlets.Flows;

/// <summary>The times of flow versions; read by the types file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FlowFormat
{
    /// <summary>When a version was created.</summary>
    public static object? DateCreated(PSObject version) => Time(version, flow => flow.DateCreated);

    /// <summary>When it was checked in.</summary>
    public static object? DateCheckedIn(PSObject version) => Time(version, flow => flow.DateCheckedIn);

    /// <summary>When it was saved.</summary>
    public static object? DateSaved(PSObject version) => Time(version, flow => flow.DateSaved);

    /// <summary>When it was published.</summary>
    public static object? DatePublished(PSObject version) => Time(version, flow => flow.DatePublished);

    /// <summary>When another version took its place.</summary>
    public static object? DatePublishedEnd(PSObject version) => Time(version, flow => flow.DatePublishedEnd);

    private static PSObject? Time(PSObject version, Func<FlowVersion, DateTimeOffset?> time) =>
        Timestamp.Of(version.BaseObject is FlowVersion flow ? time(flow)?.LocalDateTime : null);
}
