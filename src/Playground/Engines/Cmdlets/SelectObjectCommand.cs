using System.Collections;
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

    /// <summary>Names of properties, expressions, or tables of a name and an expression; the whole object without them.</summary>
    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

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
        foreach (var property in Property)
        {
            selected.Properties.Add(property is Hashtable calculated
                ? new PSNoteProperty($"{Entry(calculated, "Name", "Label")}", Value(Entry(calculated, "Expression"), source))
                : new PSNoteProperty($"{property}", Value(property, source)));
        }
        return selected;
    }

    /// <summary>What stands under one of these names, which may be abbreviated.</summary>
    private static object? Entry(Hashtable calculated, params string[] names) => calculated.Keys.OfType<string>()
        .Where(key => names.Any(name => name.StartsWith(key, StringComparison.OrdinalIgnoreCase))).Select(key => calculated[key]).FirstOrDefault();

    private static object? Value(object? property, PSObject source)
    {
        if (property is not ScriptBlock expression) return source.Properties[$"{property}"]?.Value;
        var values = expression.InvokeWithContext(null, [new PSVariable("_", source)]);
        return values.Count > 1 ? values : values.FirstOrDefault();
    }

    /// <summary>Ends the commands before this one, and lets those after it go on. The engine keeps the exception for that to itself.</summary>
    private Exception StopUpstream() => (Exception)Activator.CreateInstance(
        typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!, this)!;
}
