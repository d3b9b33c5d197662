using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GenesysCloud;

namespace FlowCmdlets.Binding;

/// <summary>Completes <c>-Region</c> from the table of regions; by AWS name or by domain.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        foreach (GenesysCloudRegion region in GenesysCloudRegion.All)
        {
            if (region.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(region.Name, region.Name, CompletionResultType.ParameterValue, region.Domain);
            else if (word.Length > 0 && region.Domain!.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(region.Domain, region.Domain, CompletionResultType.ParameterValue, region.Name);
        }
    }
}
