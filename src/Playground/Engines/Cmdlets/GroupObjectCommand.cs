using System.Management.Automation;

namespace Playground.Engines.Cmdlets;

/// <summary>Counts objects by the value of a property.</summary>
[Cmdlet(VerbsData.Group, "Object")]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>What is grouped.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property whose value makes the groups.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Property { get; set; } = "";

    /// <summary>Leaves the members of the groups out.</summary>
    [Parameter]
    public SwitchParameter NoElement { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null) _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var group in _objects.GroupBy(member => member.Properties[Property]?.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase))
        {
            var counted = new PSObject();
            counted.Properties.Add(new PSNoteProperty("Count", group.Count()));
            counted.Properties.Add(new PSNoteProperty("Name", group.Key));
            if (!NoElement) counted.Properties.Add(new PSNoteProperty("Group", group.ToArray()));
            WriteObject(counted);
        }
    }
}
