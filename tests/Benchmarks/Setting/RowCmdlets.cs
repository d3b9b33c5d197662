using System.Management.Automation;
using GenesysCloud.Architect;

namespace Benchmarks.Setting;

/// <summary>Makes rows one by one, as they are asked for.</summary>
[Cmdlet(VerbsCommon.New, "LaunchRow")]
internal sealed class NewLaunchRowCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public long Count { get; set; }

    protected override void EndProcessing()
    {
        for (long number = 1; number <= Count; number++)
            WriteObject(LaunchRows.Make(number));
    }
}

/// <summary>Reads the managed memory when certain rows come by, and lets go of all rows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Memory")]
internal sealed class MeasureMemoryCommand : PSCmdlet
{
    private long _rows;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0)]
    public long[] At { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (At.Contains(++_rows))
            WriteObject(GC.GetTotalMemory(forceFullCollection: true));
    }
}

/// <summary>
/// Has the engine do for each row what any cmdlet that takes rows needs: parameters by property name bound, properties read, an object
/// emitted.
/// </summary>
[Cmdlet(VerbsCommunications.Read, "Row")]
internal sealed class ReadRowCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FlowId", "FlowName")]
    public string? Flow { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UserId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ExternalContactId { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSPropertyInfo property in InputObject!.Properties)
            _ = property.Value;
        WriteObject(InputObject);
    }
}
