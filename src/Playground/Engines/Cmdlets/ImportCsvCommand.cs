using System.Globalization;
using System.Management.Automation;
using CsvHelper;
using CsvHelper.Configuration;

namespace Playground.Engines.Cmdlets;

/// <summary>Emits an object for each row of a CSV file, its cells as text under the names in the first line.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
public sealed class ImportCsvCommand : PSCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What stands between cells.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var format = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = Delimiter.ToString(), MissingFieldFound = null };
        using var csv = new CsvReader(new StreamReader(GetUnresolvedProviderPathFromPSPath(Path)), format);
        if (!csv.Read() || !csv.ReadHeader()) return;
        while (csv.Read())
        {
            var row = new PSObject();
            for (var i = 0; i < csv.HeaderRecord!.Length; i++)
                row.Properties.Add(new PSNoteProperty(csv.HeaderRecord[i], csv.GetField(i)));
            WriteObject(row);
        }
    }
}
