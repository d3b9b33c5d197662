using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GenesysCloud.Http;

namespace FlowCmdlets.Binding;

/// <summary>Completes the value of a parameter: keeps the suggestions that begin as the word does, and quotes them.</summary>
/// <remarks>
/// The engine creates one for each completion and calls it on the pipeline thread, so that nothing else happens at the prompt meanwhile.
/// </remarks>
internal abstract class ValueCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var argument = new CompletedArgument(new CompletedWord(wordToComplete), commandAst, fakeBoundParameters);
        try
        {
            return [.. Select(argument.Word, Suggest(argument)).Select(suggestion => ToResult(argument.Word, suggestion))];
        }
        catch (Exception)
        {
            // Whoever presses Tab has asked for nothing that could fail: an error would be written over the line that they type, or be the
            // first one in $Error. The command itself reports what is wrong.
            return [];
        }
    }

    /// <summary>What the parameter can be given, whether or not it begins as the word does.</summary>
    /// <param name="argument">What is typed so far.</param>
    protected abstract IEnumerable<Suggestion> Suggest(CompletedArgument argument);

    // First what begins with the word, then what has a word that does: "employee" finds "Onboard employee".
    private static IEnumerable<Suggestion> Select(CompletedWord word, IEnumerable<Suggestion> suggestions) =>
        from suggestion in suggestions
        let rank = word.RankOf(suggestion)
        where rank is not null
        orderby rank
        select suggestion;

    private static CompletionResult ToResult(CompletedWord word, Suggestion suggestion)
    {
        string label = DisplayText.Clean(suggestion.Label ?? suggestion.Value);
        string toolTip = DisplayText.Clean(suggestion.ToolTip ?? label);
        return new CompletionResult(
            suggestion.IsExpression ? suggestion.Value : word.Quote(suggestion.Value),
            OrSpace(label),
            CompletionResultType.ParameterValue,
            OrSpace(toolTip));
    }

    // The engine refuses empty texts.
    private static string OrSpace(string text) => text.Length == 0 ? " " : text;
}
