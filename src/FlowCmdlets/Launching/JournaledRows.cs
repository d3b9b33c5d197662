using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;

namespace FlowCmdlets.Launching;

/// <summary>What a journal says of the rows of a run, or why it can say nothing of one.</summary>
internal sealed class JournaledRows(LaunchTarget target, JournalPolicy policy, JournalDecider decider)
{
    /// <summary>What is to become of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">The flow it is for.</param>
    /// <param name="error">Otherwise why it is refused.</param>
    /// <returns>Null if it is refused.</returns>
    public JournalDecision? Decide(LaunchRow row, LaunchPlan plan, out ErrorRecord? error)
    {
        error = null;
        InputRow input = ((RowInRun)row.Tag!).Row;
        if (plan.Target.FlowId != target.FlowId || plan.Target.Version != target.Version)
        {
            error = Errors.JournalOfOtherFlow(row.Number, input.Source, plan.Target.DisplayName, target.DisplayName);
            return null;
        }

        try
        {
            JournalDecision decision = decider.Decide(row.Number, policy.KeyColumn is null ? null : input.TextOf(policy.KeyColumn), row.Request);
            if (decision is not JournalDecision.Existing { Entry.ExecutionId: var id } || policy.OnExisting != OnExisting.Fail)
                return decision;
            error = Errors.RowExists(row.Number, input.Source, id);
            return null;
        }
        catch (LaunchKeyException problem)
        {
            error = Errors.KeyInvalid(problem, policy.KeyColumn, input.Source);
            return null;
        }
    }

    /// <summary>The launch that the journal tells of.</summary>
    public static LaunchOutcome.Launched Found(JournalEntry entry) =>
        new(new FlowExecutionLaunchResponse(entry.ExecutionId!, entry.Name, entry.FlowVersion)) { At = entry.SentAt, Status = entry.Status, DateCompleted = entry.DateCompleted };
}
