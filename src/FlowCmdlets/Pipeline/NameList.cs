namespace FlowCmdlets.Pipeline;

/// <summary>Lists of names in messages: enough of them to go on with, never thousands.</summary>
internal static class NameList
{
    private const int Most = 10;

    /// <summary>The first names, and dots if there are more.</summary>
    public static string Format<T>(IReadOnlyCollection<T> names) => string.Join(", ", names.Take(Most)) + (names.Count > Most ? ", …" : "");
}
