using System.Collections;
using System.Management.Automation.Language;

namespace FlowCmdlets.Binding;

/// <summary>A value that a parameter can be given.</summary>
/// <param name="Value">The value, not quoted.</param>
/// <param name="ToolTip">What it is; null for the value itself.</param>
internal sealed record Suggestion(string Value, string? ToolTip)
{
    /// <summary>What a menu shows; null for the value.</summary>
    public string? Label { get; init; }

    /// <summary>Texts by which a person may begin to type it; the value unless set.</summary>
    public IReadOnlyList<string> Names { get => field ?? [Value]; init; }

    /// <summary>Whether the value is an expression, which isn't quoted.</summary>
    public bool IsExpression { get; init; }
}

/// <summary>What is typed so far.</summary>
/// <param name="Word">The value to complete.</param>
/// <param name="Command">The command, in the pipeline that it is part of.</param>
/// <param name="Bound">The arguments by the names of their parameters, as far as the engine knows them without running anything.</param>
internal sealed record CompletedArgument(CompletedWord Word, CommandAst Command, IDictionary Bound)
{
    /// <summary>Whether the command names a parameter, in full or by its beginning, whatever its argument is.</summary>
    public bool Names(string parameter) => Command.CommandElements.OfType<CommandParameterAst>()
        .Any(named => parameter.StartsWith(named.ParameterName, StringComparison.OrdinalIgnoreCase));
}
