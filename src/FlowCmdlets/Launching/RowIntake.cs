using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// Turns piped objects into rows that can be launched, or into rows that are refused with their error. On the pipeline thread only.
/// </summary>
internal sealed class RowIntake(GenesysCmdlet cmdlet, LaunchPlans plans, string? keyColumn)
{
    private readonly RowReader _reader = new(keyColumn);

    /// <summary>Whether there is a row, be it <c>$null</c>: without one, the flow is launched once.</summary>
    private bool IsPiped =>
        cmdlet.MyInvocation.ExpectingInput || cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(StartGenesysFlowCommand.InputObject));

    /// <summary>Reads a row, finds its flow, and checks it by what the flow declares.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="parameters">The parameters that are bound to it.</param>
    public RowContext Take(long number, PSObject? source, RowParameters parameters)
    {
        if (source is null && IsPiped)
            return new RowContext(new InputRow(number, null), parameters) { Error = Errors.RowIsNothing(number) };
        try
        {
            InputRow row = _reader.Read(number, source, parameters.HasFlow);
            return Take(row, parameters.Or(row));
        }
        catch (Exception problem) when (problem is ArgumentException or GetValueException or InvalidCastException)
        {
            // Kept as a row without columns, so that it has its place among them.
            return new RowContext(new InputRow(number, source), parameters) { Error = Errors.RowInvalid(number, source, problem) };
        }
    }

    private RowContext Take(InputRow row, RowParameters parameters)
    {
        var context = new RowContext(row, parameters);
        if (!plans.TryGet(row, parameters, out LaunchPlan? plan, out ErrorRecord? error))
            return context with { Error = error };

        context = context with { Plan = plan };
        FlowExecutionLaunchRequest request =
            plan.Build(row, parameters, out IReadOnlyList<string> problems, out IReadOnlyList<UnknownColumn> unknown);
        if (unknown.Count > 0)
            cmdlet.WriteWarning($"The flow '{plan.Target.DisplayName}' declares no input for {Ignored(unknown)} ignored.");
        return problems.Count > 0
            ? context with { Error = Errors.InputInvalid(row.Number, row.Source, plan.Target.DisplayName, problems) }
            : context with { Launch = new RowLaunch(plan.Target, request, keyColumn is null ? null : row.TextOf(keyColumn)) };
    }

    private static string Ignored(IReadOnlyList<UnknownColumn> columns)
    {
        string names = string.Join(", ", columns.Select(Named));
        return $"{Quantity.Word(columns.Count, "the column", "the columns")} {names}, which {Quantity.Word(columns.Count, "is", "are")}";
    }

    private static string Named(UnknownColumn column) =>
        $"'{column.Name}'{(column.Nearest is null ? "" : $" (did you mean '{column.Nearest}'?)")}";
}
