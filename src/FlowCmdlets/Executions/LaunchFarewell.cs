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
    private const int MostIds = 10;

    public static void Tell(GenesysCmdlet cmdlet, FlowLauncher launcher)
    {
        var launched = new List<string>();
        var unknown = new List<long>();
        long firstNotSent = 0;
        while (launcher.TryTake(out LaunchResult? result))
        {
            switch (result.Outcome)
            {
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
            Say(cmdlet, $"Stopped. {launched.Count} more {(launched.Count == 1 ? "row was" : "rows were")} launched, but not emitted: {string.Join(", ", launched.Take(MostIds))}{(launched.Count > MostIds ? ", …" : "")}.");
        if (unknown.Count > 0)
            Say(cmdlet, $"Stopped. No answer came for {(unknown.Count == 1 ? "row" : "rows")} {string.Join(", ", unknown)}: perhaps launched. Look before launching them again.");
        if (firstNotSent > 0)
            Say(cmdlet, $"Stopped. From row {firstNotSent} on, rows that are not named as launched were not sent.");
    }

    /// <summary>Tells of executions that were launched and waited for: their objects would have been emitted at their end.</summary>
    public static void Tell(GenesysCmdlet cmdlet, IReadOnlyCollection<string> unended)
    {
        if (unended.Count > 0)
            Say(cmdlet, $"Stopped. {unended.Count} {(unended.Count == 1 ? "execution was" : "executions were")} launched and had not ended; they run on: {string.Join(", ", unended.Take(MostIds))}{(unended.Count > MostIds ? ", …" : "")}.");
    }

    private static void Say(GenesysCmdlet cmdlet, string text)
    {
        if (cmdlet.WarningsAreShown)
            cmdlet.Host?.UI?.WriteWarningLine(text);
    }
}
