using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowCmdlets.Binding;

/// <summary>Completes <c>-Culture</c> by name or by the beginning of the English name.</summary>
public sealed class CultureCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            if (culture.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || culture.EnglishName.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                yield return new CompletionResult(culture.Name, culture.Name, CompletionResultType.ParameterValue, culture.EnglishName);
            }
        }
    }
}
