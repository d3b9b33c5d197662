using System.Management.Automation;

namespace Playground.Engines.Cmdlets;

/// <summary>Counts objects.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private int _count;

    /// <summary>What is counted.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null) _count++;
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var measured = new PSObject();
        measured.Properties.Add(new PSNoteProperty("Count", _count));
        WriteObject(measured);
    }
}
