using System.Management.Automation.Language;

namespace FlowCmdlets.Pipeline;

/// <summary>Commands that messages and reports give to be copied.</summary>
internal static class CommandText
{
    /// <summary>A text as a PowerShell argument.</summary>
    public static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    /// <summary>The parameters that resume a run when the same command is run again.</summary>
    /// <param name="journal">The path of the journal.</param>
    /// <param name="key">The column with the keys; null if there is none.</param>
    public static string Resume(string journal, string? key) =>
        $"-Journal {Quote(journal)}{(key is null ? "" : $" -Key {Quote(key)}")}";
}
