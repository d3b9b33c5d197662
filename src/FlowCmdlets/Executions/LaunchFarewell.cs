using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;

namespace FlowCmdlets.Executions;

/// <summary>
/// Tells of rows whose outcome could not be emitted because the pipeline was stopped. A cmdlet may write to no stream by then, so it goes to
/// the host, where a person sees it.
/// </summary>
internal static class LaunchFarewell
{
    public static void Tell(GenesysCmdlet cmdlet, IEnumerable<LaunchResult> notEmitted, string? journal)
    {
        var launched = new List<string>();
        var unknown = new List<long>();
        long firstNotSent = 0;
        foreach (LaunchResult result in notEmitted)
        {
            switch (result.Outcome)
            {
                case LaunchOutcome.Launched { Earlier: true }:
                    break;
                case LaunchOutcome.Launched { Execution.Id: var id }:
                    launched.Add($"row {result.Row.Number}: {id}");
                    break;
                case LaunchOutcome.Unknown:
                    unknown.Add(result.Row.Number);
                    break;
                default:
                    firstNotSent = firstNotSent == 0 ? result.Row.Number : firstNotSent;
                    break;
            }
        }

        if (launched.Count > 0)
            cmdlet.SayLast($"Stopped. {launched.Count} more {(launched.Count == 1 ? "row was" : "rows were")} launched, but not emitted: {Names.Of(launched)}.");
        if (unknown.Count > 0)
            cmdlet.SayLast($"Stopped. No answer came for {(unknown.Count == 1 ? "row" : "rows")} {Names.Of(unknown)}: perhaps launched. {(journal is null ? "Look before launching them again." : "The next run, or Resolve-GenesysFlowJournal, looks for them.")}");
        if (firstNotSent > 0)
            cmdlet.SayLast($"Stopped. From row {firstNotSent} on, rows that are not named as launched were not sent.");
        if (journal is not null && launched.Count + unknown.Count + firstNotSent > 0)
            cmdlet.SayLast($"Run the same command again to go on: the journal '{journal}' knows what was launched.");
    }

    /// <summary>Tells of executions that were launched and waited for: their objects would have been emitted at their end.</summary>
    public static void Tell(GenesysCmdlet cmdlet, IReadOnlyCollection<string> unended)
    {
        if (unended.Count > 0)
            cmdlet.SayLast($"Stopped. {unended.Count} {(unended.Count == 1 ? "execution was" : "executions were")} launched and had not ended; they run on: {Names.Of(unended)}.");
    }
}
