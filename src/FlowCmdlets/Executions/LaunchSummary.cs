using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Executions;

/// <summary>
/// What a run came to, for scripts: on the information stream (<c>-InformationVariable</c>), tagged <c>GenesysFlows</c> and <c>Summary</c>.
/// </summary>
public sealed class LaunchSummary
{
    private LaunchSummary(LaunchTally tally, string? journal)
    {
        Rows = tally.Rows;
        Launched = tally.Launched;
        AlreadyLaunched = tally.AlreadyLaunched;
        Refused = tally.Refused;
        NotSent = tally.NotSent + tally.Declined;
        Unknown = tally.Unknown;
        Journal = journal;
    }

    /// <summary>Rows that were read.</summary>
    public long Rows { get; }

    /// <summary>Rows that this run launched.</summary>
    public long Launched { get; }

    /// <summary>Rows that an earlier run with the same journal launched.</summary>
    public long AlreadyLaunched { get; }

    /// <summary>Rows that were refused, here or by the service.</summary>
    public long Refused { get; }

    /// <summary>Rows that were certainly not launched: nothing was sent, or nothing was found.</summary>
    public long NotSent { get; }

    /// <summary>Rows that may have been launched.</summary>
    public long Unknown { get; }

    /// <summary>The journal, if there was one.</summary>
    public string? Journal { get; }

    /// <summary>What a scheduled job may end with: 0 all launched, 1 some not, 2 some of unknown outcome.</summary>
    public int ExitCode => Unknown > 0 ? 2 : Refused + NotSent > 0 ? 1 : 0;

    /// <inheritdoc />
    public override string ToString() =>
        $"{Rows} rows: {Launched} launched, {(AlreadyLaunched > 0 ? $"{AlreadyLaunched} launched before, " : "")}{Refused} refused, {NotSent} not sent, {Unknown} unknown.";

    internal static void Tell(GenesysCmdlet cmdlet, LaunchTally tally, string? journal) =>
        cmdlet.WriteInformation(new LaunchSummary(tally, journal), ["GenesysFlows", "Summary"]);
}
