using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.People;

namespace FlowCmdlets.Launching;

/// <summary>
/// Turns piped objects into rows that can be launched, or into rows that are refused with their error. On the pipeline thread only.
/// </summary>
internal sealed class RowIntake(GenesysCmdlet cmdlet, LaunchPlans plans, string? keyColumn)
{
    private readonly RowReader _reader = new(keyColumn);
    private bool _hasAccepted;

    /// <summary>Whether there is a row, be it <c>$null</c>: without one, the flow is launched once.</summary>
    private bool IsPiped =>
        cmdlet.MyInvocation.ExpectingInput || cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(StartGenesysFlowCommand.InputObject));

    /// <summary>Reads a row, and finds its flow and which people have to be looked up for it.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="source">What was piped; null when nothing was.</param>
    /// <param name="parameters">The parameters that are bound to it.</param>
    public RowContext Read(long number, PSObject? source, RowParameters parameters)
    {
        if (source is null && IsPiped)
            return new RowContext(new InputRow(number, null), parameters) { Error = Errors.RowIsNothing(number) };
        try
        {
            InputRow row = _reader.Read(number, source, parameters.HasFlow);
            return Find(row, parameters.Or(row));
        }
        catch (Exception problem) when (IsOfRow(problem))
        {
            // Kept as a row without columns, so that it has its place among them.
            return Invalid(new InputRow(number, source), parameters, problem);
        }
    }

    /// <summary>Checks a row by what its flow declares, once its people have been looked up.</summary>
    /// <param name="context">The row, as <see cref="Read"/> gave it.</param>
    /// <param name="people">Who has which name.</param>
    /// <param name="failure">Why people could not be looked up; null if they were.</param>
    public RowContext Check(RowContext context, IReadOnlyDictionary<PersonName, PersonMatch> people, Exception? failure)
    {
        if (!context.IsUnchecked)
            return context;
        InputRow row = context.Row;
        LaunchPlan plan = context.Plan!;
        try
        {
            RowDraft draft = plan.Build(row, context.Parameters, people);
            var launch = new RowLaunch(plan.Target, draft.Request, keyColumn is null ? null : row.TextOf(keyColumn))
            {
                Identity = draft.Identity,
            };
            bool isLookedUp = context.People.All(people.ContainsKey);
            if (Refusal(row, plan.Target, draft, isLookedUp ? null : failure) is { } refusal)
            {
                context = context with { Error = refusal, ProblemColumns = draft.ProblemColumns };
                // A row that was launched for someone who has left since is launched all the same.
                return draft.PersonFault is null
                    ? context
                    : context with { Launch = launch with { Rejection = context.ToRejection(keyColumn) } };
            }

            Warn(row, plan.Target, draft);
            _hasAccepted = true;
            return context with { Launch = launch };
        }
        catch (Exception problem) when (IsOfRow(problem))
        {
            return Invalid(row, context.Parameters, problem);
        }
    }

    private static bool IsOfRow(Exception problem) => problem is ArgumentException or GetValueException or InvalidCastException;

    private static RowContext Invalid(InputRow row, RowParameters parameters, Exception problem) =>
        new(new InputRow(row.Number, row.Source), parameters)
        {
            Error = Errors.RowInvalid(new RowLabel(row.Number), row.Source, problem),
        };

    private RowContext Find(InputRow row, RowParameters parameters)
    {
        var context = new RowContext(row, parameters);
        if (row is { IsBlank: true, HasCells: true })
            return context with { IsBlank = true };
        ErrorRecord? contradiction = Contradiction(row, nameof(RowParameters.UserId), parameters.UserId)
            ?? Contradiction(row, nameof(RowParameters.ExternalContactId), parameters.ExternalContactId);
        if (contradiction is not null)
            return context with { Error = contradiction };

        if (MissingKeyColumn(row) is { } keyless)
            return context with { Error = keyless, ProblemColumns = [keyColumn!] };
        if (!plans.TryGet(row, parameters, out LaunchPlan? plan, out ErrorRecord? error))
            return context with { IsBlank = row.IsBlank, Error = row.IsBlank ? null : error };

        context = context with { Plan = plan };
        // An object without properties says nothing at all; that is enough only for a flow that takes nothing.
        return row.IsBlank && plan.Target.Inputs is not { Inputs.Count: 0 }
            ? context with { IsBlank = true }
            : context with { People = plan.PeopleOf(parameters) };
    }

    /// <summary>The error of a row that is not to be launched as it is; null if it is.</summary>
    private ErrorRecord? Refusal(InputRow row, LaunchTarget target, RowDraft draft, Exception? failure)
    {
        if (draft.GivesNothing is EmptyRowReason.NoColumn or EmptyRowReason.NoConstant)
        {
            return EndBeforeFirst(draft.GivesNothing == EmptyRowReason.NoColumn
                ? Errors.NoMatchingColumn(row.Label, row.Source, MismatchMessages.OfColumns(row, target), target.DisplayName)
                : Errors.NoMatchingInputData(MismatchMessages.OfConstants(target, draft), target.DisplayName));
        }

        if (draft.IsNearMiss)
            return EndBeforeFirst(Errors.ColumnMisspelled(row.Label, row.Source, target.DisplayName, draft.Problems));
        if (draft.PersonFault is not null && failure is not null)
            return Errors.AtRow(Errors.TryDescribe(failure, row.Source)!, row.Label, row.Source);
        if (draft.PersonFault is { } fault)
        {
            return fault == PersonFault.Ambiguous
                ? Errors.PersonAmbiguous(row.Label, row.Source, draft.Problems[0])
                : Errors.PersonNotFound(row.Label, row.Source, draft.Problems[0]);
        }

        if (draft.Problems.Count > 0)
            return Errors.InputInvalid(row.Label, row.Source, target.DisplayName, draft.Problems);
        return draft.GivesNothing == EmptyRowReason.NoCell
            ? Errors.InputInvalid(row.Label, row.Source, target.DisplayName, [MismatchMessages.OfCells])
            : null;
    }

    /// <summary>
    /// What is wrong with the columns is wrong with all rows that have them: before anything is launched, it ends the run. A later row may
    /// have other columns than those before it.
    /// </summary>
    private ErrorRecord EndBeforeFirst(ErrorRecord error)
    {
        if (!_hasAccepted)
            cmdlet.ThrowTerminatingError(error);
        return error;
    }

    /// <summary>
    /// A row that names another person than the command line can't be meant. What an earlier launch emitted has its person as a result.
    /// </summary>
    private ErrorRecord? Contradiction(InputRow row, string name, string? parameter)
    {
        string? cell = row.IsResult ? null : row.ParameterOf(name);
        if (string.IsNullOrWhiteSpace(cell) || string.IsNullOrWhiteSpace(parameter)
            || cell.Trim().Equals(parameter.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string column = row.NameOfParameter(name)!;
        return EndBeforeFirst(Errors.ColumnContradictsParameter(
            row.Label, row.Source, column, ValueText.Show(cell), name, ValueText.Show(parameter)));
    }

    private ErrorRecord? MissingKeyColumn(InputRow row)
    {
        // A column that was taken for a result is there, and has an error of its own too.
        bool isThere = keyColumn is null || row.HasColumn(keyColumn) || (row.IsResult && ColumnNames.IsTaken(keyColumn));
        return isThere || row.Source is null
            ? null
            : EndBeforeFirst(Errors.KeyColumnMissing(row.Label, row.Source, keyColumn!, [.. row.Names]));
    }

    private void Warn(InputRow row, LaunchTarget target, RowDraft draft)
    {
        if (draft.UnknownColumns.Count > 0)
            cmdlet.WriteWarning(MismatchMessages.OfIgnored(target, draft.UnknownColumns));
        foreach (DoubtfulCell cell in draft.DoubtfulCells)
        {
            cmdlet.WriteWarning(
                $"Row {row.Label}: column '{cell.Column}': {ValueText.Show(cell.Text)} is {cell.Suspicion}. " +
                "It is sent unchanged, as are similar values of this column; use -Strict to refuse such rows.");
        }
    }
}
