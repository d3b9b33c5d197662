using System.Globalization;
using System.Management.Automation;
using CsvHelper;

namespace Playground.Engines.Cmdlets;

/// <summary>Writes objects to a CSV file; the first one's properties are the columns.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private CsvWriter? _csv;
    private string[]? _columns;

    /// <summary>What is written.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file; one that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <inheritdoc />
    protected override void BeginProcessing() =>
        _csv = new CsvWriter(new StreamWriter(GetUnresolvedProviderPathFromPSPath(Path)), CultureInfo.InvariantCulture);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_columns is null)
        {
            _columns = [.. InputObject.Properties.Select(property => property.Name)];
            WriteRow(_columns);
        }
        WriteRow(_columns.Select(column => InputObject.Properties[column]?.Value?.ToString()));
    }

    /// <inheritdoc />
    public void Dispose() => _csv?.Dispose();

    private void WriteRow(IEnumerable<string?> cells)
    {
        foreach (var cell in cells) _csv!.WriteField(cell);
        _csv!.NextRecord();
    }
}
