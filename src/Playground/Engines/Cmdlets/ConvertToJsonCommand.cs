using System.Collections;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Playground.Engines.Cmdlets;

/// <summary>Writes what comes in as JSON: one object as one, several as a list.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new(s_compact) { WriteIndented = true };

    private readonly List<object?> _objects = [];

    /// <summary>What is written.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Levels below the object; what is deeper is written as text.</summary>
    [Parameter]
    public int Depth { get; set; } = 2;

    /// <summary>All on one line.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _objects.Add(Plain(InputObject, Depth));

    /// <inheritdoc />
    protected override void EndProcessing() =>
        WriteObject(JsonSerializer.Serialize(_objects is [var only] ? only : _objects, Compress ? s_compact : s_indented));

    private static object? Plain(object? value, int depth) => (value is PSObject { BaseObject: not PSCustomObject and var bare } ? bare : value) switch
    {
        null => null,
        string or bool or DateTime or DateTimeOffset or Guid => value is PSObject text ? text.BaseObject : value,
        _ when depth < 0 => $"{value}",
        IDictionary table => table.Keys.Cast<object>().ToDictionary(key => $"{key}", key => Plain(table[key], depth - 1)),
        IEnumerable items => items.Cast<object?>().Select(item => Plain(item, depth - 1)).ToList(),
        ValueType scalar => scalar.GetType().IsPrimitive || scalar is decimal ? scalar : $"{scalar}",
        _ => PSObject.AsPSObject(value).Properties.ToDictionary(property => property.Name, property => Plain(property.Value, depth - 1)),
    };
}
