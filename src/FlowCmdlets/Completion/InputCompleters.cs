using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;

namespace FlowCmdlets.Completion;

/// <summary>Completes names of inputs of the flow that the command names.</summary>
internal class InputCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows)
    {
        if (FlowOf(argument, flows) is not { } flow)
            return [];
        IReadOnlyList<FlowInput> inputs = flows.Inputs(flow, VersionOf(argument));
        bool isPrefixed = argument.Word.Text.StartsWith(FlowVariable.Prefix, StringComparison.OrdinalIgnoreCase);
        return Suggest(inputs.Where(IsSuitable).Select(input => (input, isPrefixed ? input.Name : ShortName(input, inputs))));
    }

    /// <summary>Whether the parameter can name this input.</summary>
    protected virtual bool IsSuitable(FlowInput input) => true;

    /// <summary>Makes suggestions of inputs.</summary>
    /// <param name="inputs">The inputs, by the names to suggest.</param>
    protected virtual IEnumerable<Suggestion> Suggest(IEnumerable<(FlowInput Input, string Name)> inputs) =>
        inputs.Select(input => new Suggestion(input.Name, Describe(input.Input)) { Names = [input.Name, input.Input.Name] });

    /// <summary>The type, the limits, and the description of an input.</summary>
    internal static string Describe(FlowInput input)
    {
        string limits = input.Limits.Length == 0 ? "" : $", {input.Limits}";
        string description = string.IsNullOrWhiteSpace(input.Description) ? "" : $". {input.Description.Trim()}";
        return $"{input.TypeName}{limits}{description}";
    }

    private static string ShortName(FlowInput input, IReadOnlyList<FlowInput> inputs)
    {
        string bare = FlowVariable.BareName(input.Name);
        bool isUnique = inputs.Count(other => FlowVariable.BareName(other.Name).Equals(bare, StringComparison.OrdinalIgnoreCase)) == 1;
        return isUnique && FlowSuggestion.IsUsable(bare) ? bare : input.Name;
    }
}

/// <summary>Completes inputs that can take the id of a user or an external contact.</summary>
internal sealed class PersonInputCompleter : InputCompleter
{
    /// <inheritdoc />
    protected override bool IsSuitable(FlowInput input) =>
        input.Type is FlowVariableType.String or FlowVariableType.User or FlowVariableType.Any;
}

/// <summary>
/// Completes <c>-InputData</c> with the beginning of a hashtable: with one input, or with all. Values are left out, so that nothing can be
/// launched with an input that was not filled in.
/// </summary>
/// <remarks>Within the braces of a hashtable the engine completes keys of its own cmdlets only.</remarks>
internal sealed class InputDataCompleter : InputCompleter
{
    private const string AllInputs = "(all inputs)";

    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(IEnumerable<(FlowInput Input, string Name)> inputs)
    {
        List<(FlowInput Input, string Name)> all = [.. inputs];
        foreach ((FlowInput input, string name) in all)
        {
            yield return new Suggestion($"@{{ {CompletedWord.Key(name)} = ", Describe(input))
            {
                Label = name,
                Names = [name],
                IsExpression = true,
            };
        }

        if (all.Count > 1)
        {
            string keys = string.Join("; ", all.Select(input => $"{CompletedWord.Key(input.Name)} = "));
            yield return new Suggestion($"@{{ {keys}}}", "All inputs of the flow")
            {
                Label = AllInputs,
                Names = [AllInputs],
                IsExpression = true,
            };
        }
    }
}

/// <summary>Completes columns that are no inputs of the flow.</summary>
internal sealed class IgnoredColumnCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument)
    {
        IEnumerable<Suggestion> columns = CsvColumns.Upstream(argument.Command);
        if (SessionCompleter.FlowsOf(argument) is { } flows && SessionCompleter.FlowOf(argument, flows) is { } flow)
        {
            IReadOnlyList<FlowInput> inputs = flows.Inputs(flow, SessionCompleter.VersionOf(argument));
            columns = columns.Where(column => !inputs.Any(input => IsNamed(input, column.Value)));
        }

        return columns.Where(column => !ColumnNames.IsParameter(column.Value))
            .Select(column => column with { Value = NamePattern.Literal(column.Value), Label = column.Value, Names = [column.Value] });
    }

    private static bool IsNamed(FlowInput input, string column) =>
        FlowVariable.BareName(input.Name).Equals(FlowVariable.BareName(column), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Completes the column that identifies a row.</summary>
internal sealed class KeyCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) => CsvColumns.Upstream(argument.Command);
}
