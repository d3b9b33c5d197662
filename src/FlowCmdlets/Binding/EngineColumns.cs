using System.Data;
using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>
/// Columns that no table has: .NET adds them to the rows of a <see cref="DataTable"/>, and PowerShell to what jobs and remote sessions
/// emit.
/// </summary>
internal static class EngineColumns
{
    private const string Table = nameof(DataRow.Table);

    private static readonly HashSet<string> s_ofJobs = new(
        ["PSComputerName", "RunspaceId", "PSShowComputerName", "PSSourceJobInstanceId"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_ofDataRows = new(
        [nameof(DataRow.RowError), nameof(DataRow.RowState), nameof(DataRow.ItemArray), nameof(DataRow.HasErrors)],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether jobs and remote sessions add a property of that name.</summary>
    public static bool IsOfJob(string name) => s_ofJobs.Contains(name);

    /// <summary>Takes them away from the cells of a row.</summary>
    /// <param name="source">What the cells are of.</param>
    /// <param name="cells">Its cells.</param>
    public static void Remove(PSObject source, List<KeyValuePair<string, object?>> cells)
    {
        cells.RemoveAll(static cell => IsOfJob(cell.Key));
        if (source.BaseObject is DataRow row)
        {
            // A column of the table hides what .NET has under its name.
            cells.RemoveAll(cell => IsOfDataRow(cell.Key) && !row.Table.Columns.Contains(cell.Key));
        }
        else if (cells.Count(static cell => s_ofDataRows.Contains(cell.Key)) == s_ofDataRows.Count)
        {
            // From a file or another process: all of them together.
            cells.RemoveAll(static cell => IsOfDataRow(cell.Key));
        }
    }

    private static bool IsOfDataRow(string name) => s_ofDataRows.Contains(name) || name.Equals(Table, StringComparison.OrdinalIgnoreCase);
}
