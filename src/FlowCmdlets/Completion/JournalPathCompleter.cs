using System.Management.Automation;
using System.Management.Automation.Language;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Completion;

/// <summary>Completes paths of journals: files that end in <c>.jsonl</c>, and folders on the way to them.</summary>
internal sealed class JournalPathCompleter : ValueCompleter
{
    private const string Extension = ".jsonl";

    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument)
    {
        // The engine quotes what it finds as the word is quoted: within single quotes, its text can be read back.
        string word = $"'{CodeGeneration.EscapeSingleQuotedStringContent(argument.Word.Text)}";
        foreach (CompletionResult found in CompletionCompleters.CompleteFilename(word))
        {
            bool isFolder = found.ResultType == CompletionResultType.ProviderContainer;
            if (!isFolder && !found.ListItemText.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                continue;
            yield return new Suggestion(PathIn(found.CompletionText), isFolder ? found.ToolTip : Describe(found.ToolTip))
            {
                Label = found.ListItemText,
                // It was found by the word already, which may be a pattern or begin with ~.
                Names = [argument.Word.Text],
            };
        }
    }

    // Journals are named by literal paths: an escaped bracket would name another file, and begin a new journal.
    private static string PathIn(string quoted) =>
        Parser.ParseInput(quoted, out _, out _).Find(static ast => ast is StringConstantExpressionAst, searchNestedScriptBlocks: false)
            is StringConstantExpressionAst { Value: var path }
            ? WildcardPattern.Unescape(path)
            : quoted;

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{path} (last written {file.LastWriteTime:g})" : path;
    }
}
