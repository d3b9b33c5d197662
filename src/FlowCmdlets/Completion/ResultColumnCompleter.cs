using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Completion;

/// <summary>Completes names of columns of the file that <c>-Results</c> names.</summary>
internal sealed class ResultColumnCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        PlainValues.Unwrap(argument.Bound["Results"]) is { } results
            ? CsvColumns.OfResults(
                results.ToString()!,
                PlainValues.Unwrap(argument.Bound["Delimiter"]) is { } delimiter
                    ? LanguagePrimitives.ConvertTo<char>(delimiter)
                    : null)
            : [];
}
