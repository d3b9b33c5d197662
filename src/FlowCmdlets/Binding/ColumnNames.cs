using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Binding;

/// <summary>
/// The names of a row's columns beside those of the results. A column that is named as a result is <c>Row.Id</c> in what is emitted, and
/// <c>Id</c> again when that is read as a row; one that is named <c>Row.Id</c> itself becomes <c>Row.Row.Id</c>, so that no two ever meet.
/// </summary>
internal static class ColumnNames
{
    /// <summary>What <c>Get-GenesysFlowExecution -Detail</c> adds.</summary>
    public const string ExecutionData = "ExecutionData";

    private const string RowPrefix = "Row.";
    private const char ByteOrderMark = '\uFEFF';
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>What the emitted object has of its own; in a row that was emitted before, these are results and not inputs.</summary>
    public static readonly IReadOnlySet<string> Results =
        typeof(FlowExecution).GetProperties().Where(property => property.GetIndexParameters().Length == 0).Select(property => property.Name)
            .Append(ExecutionData)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_parameters = new(
        ["Flow", "FlowId", "FlowName", "FlowVersion", "UserId", "ExternalContactId"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The name without what surrounds it unseen: white space, no-break spaces, and the mark that some programs put at the start of a file,
    /// with the quotes that are then taken for a part of the name.
    /// </summary>
    public static string Trim(string name)
    {
        ReadOnlySpan<char> rest = name;
        while (rest.Length > 0 && IsPadding(rest[0]))
            rest = rest[1..];
        while (rest.Length > 0 && IsPadding(rest[^1]))
            rest = rest[..^1];
        if (rest.Length == name.Length)
            return name;
        bool isQuoted = name.StartsWith(ByteOrderMark) && rest is ['"', .., '"'];
        return isQuoted ? Trim(rest[1..^1].ToString()) : rest.ToString();
    }

    private static bool IsPadding(char character) => char.IsWhiteSpace(character) || character is ByteOrderMark or ZeroWidthSpace;

    /// <summary>Whether columns of that name are parameters of the launch.</summary>
    public static bool IsParameter(string name) => s_parameters.Contains(name);

    /// <summary>Whether the emitted object has something else under that name.</summary>
    public static bool IsTaken(string name)
    {
        while (name.StartsWith(RowPrefix, StringComparison.OrdinalIgnoreCase))
            name = name[RowPrefix.Length..];
        return Results.Contains(name) || IsParameter(name);
    }

    /// <summary>What a column whose name is taken is emitted as.</summary>
    public static string OfRow(string name) => RowPrefix + name;

    /// <summary>The column's own name, if it was emitted as <see cref="OfRow"/> says.</summary>
    public static bool TryRestore(string emitted, out string name)
    {
        bool isOfRow = emitted.StartsWith(RowPrefix, StringComparison.OrdinalIgnoreCase) && IsTaken(emitted);
        name = isOfRow ? emitted[RowPrefix.Length..] : emitted;
        return isOfRow;
    }
}
