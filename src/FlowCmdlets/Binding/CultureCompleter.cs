using System.Globalization;

namespace FlowCmdlets.Binding;

/// <summary>Completes <c>-Culture</c> by name or by the English name.</summary>
internal sealed class CultureCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new Suggestion(culture.Name, culture.EnglishName) { Names = [culture.Name, culture.EnglishName] });
}
