using System.Management.Automation;

namespace Playground.Engines.Cmdlets;

/// <summary>Passes the first objects on, or some properties of each.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private int _passed;

    /// <summary>What is selected from.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of properties; the whole object without them.</summary>
    [Parameter(Position = 0)]
    public string[] Property { get; set; } = [];

    /// <summary>How many objects; all without it.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_passed < First && InputObject is not null)
        {
            _passed++;
            WriteObject(Property.Length == 0 ? InputObject : Select(InputObject));
        }
        if (_passed >= First) throw StopUpstream();
    }

    private PSObject Select(PSObject source)
    {
        var selected = new PSObject();
        foreach (var name in Property)
            selected.Properties.Add(new PSNoteProperty(name, source.Properties[name]?.Value));
        return selected;
    }

    /// <summary>Ends the commands before this one, and lets those after it go on. The engine keeps the exception for that to itself.</summary>
    private Exception StopUpstream() => (Exception)Activator.CreateInstance(
        typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!, this)!;
}
