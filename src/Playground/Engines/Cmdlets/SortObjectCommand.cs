using System.Globalization;
using System.Management.Automation;

namespace Playground.Engines.Cmdlets;

/// <summary>Sorts objects by the values of properties.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet, IComparer<object?>
{
    private readonly List<PSObject> _objects = [];

    /// <summary>What is sorted.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of properties, the one that counts most first; the objects themselves are compared without them.</summary>
    [Parameter(Position = 0)]
    public string[] Property { get; set; } = [];

    /// <summary>The largest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <inheritdoc />
    public int Compare(object? x, object? y)
    {
        if (!LanguagePrimitives.TryCompare(x, y, ignoreCase: true, CultureInfo.CurrentCulture, out var order))
            order = string.Compare($"{x}", $"{y}", StringComparison.OrdinalIgnoreCase);
        return Descending ? -order : order;
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null) _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        IOrderedEnumerable<PSObject> sorted = _objects.OrderBy(item => Property.Length == 0 ? item : Value(item, Property[0]), this);
        foreach (var property in Property.Skip(1)) sorted = sorted.ThenBy(item => Value(item, property), this);
        WriteObject(sorted, enumerateCollection: true);
    }

    private static object? Value(PSObject item, string property) => item.Properties[property]?.Value;
}
