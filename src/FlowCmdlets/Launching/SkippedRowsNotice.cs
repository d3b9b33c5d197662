using System.Globalization;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Launching;

/// <summary>
/// Reports to a person at the prompt that rows were skipped, which otherwise leave no trace: a run that resumes may emit nothing at all.
/// </summary>
internal static class SkippedRowsNotice
{
    /// <summary>Writes it where someone sees it, and nothing where a script runs.</summary>
    /// <param name="cmdlet">The cmdlet that ran.</param>
    /// <param name="tally">What its rows came to.</param>
    /// <param name="journal">The path of its journal; null if it has none.</param>
    public static void Write(GenesysCmdlet cmdlet, LaunchTally tally, string? journal)
    {
        if (tally.AlreadyLaunched + tally.Skipped == 0 || !InteractivePrompt.IsOrigin(cmdlet))
            return;
        string before = tally.AlreadyLaunched > 0 ? $", {tally.AlreadyLaunched} launched before by {Path.GetFileName(journal)}" : "";
        string skipped = tally.Skipped > 0 ? $", {tally.Skipped} skipped" : "";
        cmdlet.WriteHostInformation(
            string.Create(CultureInfo.InvariantCulture, $"{tally.Launched} launched{before}{skipped}"), "Skipped");
    }
}
