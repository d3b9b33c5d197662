using FlowCmdlets.Pipeline;
using FlowCmdlets.Summaries;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <summary>How many rows came to what.</summary>
internal sealed class LaunchTally
{
    /// <summary>Rows read.</summary>
    public long Rows { get; set; }

    /// <summary>Whether those are all.</summary>
    public bool AllRead { get; set; }

    public long Launched { get; private set; }

    /// <summary>Launched by an earlier run.</summary>
    public long AlreadyLaunched { get; private set; }

    public long Refused { get; private set; }

    public long Unknown { get; private set; }

    public long NotSent { get; private set; }

    /// <summary>Launched by an earlier run, and known to have ended otherwise than completed.</summary>
    public long AlreadyFailed { get; private set; }

    /// <summary>Rows that this run launched.</summary>
    public RowRanges LaunchedRows { get; } = new();

    /// <summary>Rows that may have been launched.</summary>
    public RowRanges UnknownRows { get; } = new();

    /// <summary>Rows that an earlier run launched with other inputs than they have now.</summary>
    public RowRanges EditedRows { get; } = new();

    /// <summary>Rows that the end of the run left unsent.</summary>
    public RowRanges Unsent { get; } = new();

    /// <summary>Rows that were not to be launched: blank, <c>-WhatIf</c>, or "no" to <c>-Confirm</c>.</summary>
    public long Skipped { get; private set; }

    /// <summary>Of the skipped rows, those whose cells are all empty.</summary>
    public RowRanges Blank { get; } = new();

    /// <summary>How often flows that declare no inputs were launched for a row, by name.</summary>
    public Dictionary<string, long> WithoutInputs { get; } = [];

    /// <summary>What went wrong, or the first of it.</summary>
    public ProblemList Problems { get; } = new();

    public long Done => Launched + AlreadyLaunched + Refused + Unknown + NotSent + Skipped;

    /// <summary>Rows that did not come to a launch.</summary>
    public long Failed => Refused + Unknown + NotSent;

    public void Count(RowResult<RowContext> result)
    {
        switch (result.Outcome)
        {
            case RowOutcome.Launched { IsEarlier: true } launched:
                AlreadyLaunched++;
                if (launched.HadOtherInputs)
                    EditedRows.Add(result.Number);
                if (FlowExecutionStatus.IsFailure(launched.Status))
                {
                    AlreadyFailed++;
                    AddProblem(ProblemState.Failed, result, launched.Execution.Id, launched.Detail?.ErrorCode ?? launched.Status!);
                }

                break;
            case RowOutcome.Launched:
                Launched++;
                LaunchedRows.Add(result.Number);
                if (result.Row is { Target: { Inputs.Inputs.Count: 0, DisplayName: var flow }, Row: { Source: not null, Flow: null } })
                    WithoutInputs[flow] = WithoutInputs.GetValueOrDefault(flow) + 1;
                break;
            case RowOutcome.Refused:
                Refused++;
                AddProblem(ProblemState.Refused, result);
                break;
            case RowOutcome.Skipped skipped:
                Skipped++;
                if (skipped.Reason == SkipReason.Blank)
                    Blank.Add(result.Number);
                break;
            case RowOutcome.Unknown:
                Unknown++;
                UnknownRows.Add(result.Number);
                AddProblem(ProblemState.Unknown, result);
                break;
            case RowOutcome.NotSent notSent:
                NotSent++;
                if (notSent.Reason == NotSentReason.Stopped)
                    Unsent.Add(result.Number);
                else
                    AddProblem(ProblemState.NotSent, result);
                break;
        }
    }

    /// <summary>What a summary says of the rows.</summary>
    /// <param name="endedBy">What ended the run before its last row; null if nothing did.</param>
    /// <param name="journal">The journal; null if there is none.</param>
    public LaunchCounts ToCounts(RunEndReason? endedBy, string? journal) => new()
    {
        Rows = Rows,
        Launched = Launched,
        AlreadyLaunched = AlreadyLaunched,
        AlreadyFailed = AlreadyFailed,
        Refused = Refused,
        Skipped = Skipped,
        Blank = Blank.Count,
        NotSent = NotSent,
        Unknown = Unknown,
        EndedBy = endedBy,
        Journal = journal,
    };

    private void AddProblem(ProblemState state, RowResult<RowContext> result, string? executionId = null, string? reason = null)
    {
        if (Problems.IsFull)
            return;
        InputRow row = result.Row.Row;
        reason ??= result.Row.Error?.FullyQualifiedErrorId
            ?? Errors.ForOutcome(result.Outcome, row.Label, null).FullyQualifiedErrorId;
        Problems.Add(new RunProblem(state, row.Source is null ? null : result.Number, row.Key, executionId, reason));
    }
}
