using GenesysCloud;

namespace FlowCmdlets.Binding;

/// <summary>Completes <c>-Region</c> from the table of regions; by AWS name or by domain.</summary>
internal sealed class RegionCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument)
    {
        foreach (GenesysCloudRegion region in GenesysCloudRegion.All)
            yield return new Suggestion(region.Name, region.Domain);
        foreach (GenesysCloudRegion region in GenesysCloudRegion.All)
        {
            if (argument.Word.Text.Length > 0 && region.Domain!.StartsWith(argument.Word.Text, StringComparison.OrdinalIgnoreCase))
                yield return new Suggestion(region.Domain, region.Name);
        }
    }
}
