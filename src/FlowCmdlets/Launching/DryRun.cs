using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Launching;
using GenesysCloud.RateLimiting;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>With <c>-WhatIf</c>: counts what would be launched, and reports it in the end.</summary>
/// <param name="cmdlet">Whose streams it is written to.</param>
/// <param name="client">Whose rate limit the run would keep to.</param>
/// <param name="isWaiting">Whether the run would read each execution until it ends.</param>
internal sealed partial class DryRun(GenesysCmdlet cmdlet, GenesysCloudClient client, bool isWaiting)
{
    private readonly Dictionary<string, long> _wouldLaunch = [];
    private readonly Dictionary<string, long> _reasons = [];
    private long _inDoubt;

    /// <summary>Whether nothing is to be launched, because of <c>-WhatIf</c> or <c>$WhatIfPreference</c>.</summary>
    public static bool IsRequested(PSCmdlet cmdlet) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf)
            ? whatIf
            : cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>
    /// Counts what the run would make of a row; of one that it would refuse also why: by column where the fault lies in one, else by error.
    /// </summary>
    /// <param name="result">The row.</param>
    /// <param name="error">Its error; null if it has none.</param>
    public void Count(RowResult<RowContext> result, ErrorRecord? error)
    {
        if (result.Outcome is RowOutcome.Skipped { Reason: SkipReason.DryRunInDoubt })
            _inDoubt++;
        else if (result is { Outcome: RowOutcome.Skipped { Reason: SkipReason.DryRun }, Row.Target.DisplayName: var flow })
            _wouldLaunch[flow] = _wouldLaunch.GetValueOrDefault(flow) + 1;
        if (error is null)
            return;

        string[] columns = [.. Column().Matches(error.ErrorDetails.Message).Select(match => match.Value).Distinct()];
        foreach (string reason in columns.Length > 0 ? columns : [error.FullyQualifiedErrorId])
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>In the end: what would have happened.</summary>
    public void Report(LaunchTally tally, bool isSingle)
    {
        long good = _wouldLaunch.Values.Sum();
        RateLimitQuota quota = client.RateLimitQuota;
        string rows = isSingle
            ? $"the flow would {(good == 0 ? "not " : "")}be launched"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"of {Quantity.Format(tally.Rows, "row")}, {good} would be launched{Counted(_wouldLaunch, "'")}{Journaled(tally)} " +
                $"and {tally.Failed} " +
                $"refused{Counted(_reasons, "")}{(tally.Blank.Count > 0 ? $"; {tally.Blank.Count} blank, skipped" : "")}");

        // An execution is read about once.
        long requests = isWaiting ? 2 * good : good;
        string cost = good == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" Estimated time: {Duration(requests, quota)} ({Quantity.Format(requests, "request")}; " +
            $"{quota.Remaining} of {quota.Allowed} left in this rate-limit window).");
        cmdlet.WriteHostInformation($"What if: {rows}.{cost}", "WhatIf");
    }

    private string Journaled(LaunchTally tally)
    {
        long before = tally.AlreadyLaunched;
        string launched = before > 0 ? $", {before} {Quantity.Word(before, "was", "were")} launched before" : "";
        string inDoubt = _inDoubt > 0 ? $", {_inDoubt} received no response before and would be reconciled first" : "";
        return launched + inDoubt;
    }

    private string Duration(long requests, RateLimitQuota quota)
    {
        TimeSpan time = RateLimitForecast.TimeToSend(requests, quota, client.TimeProvider.GetUtcNow());
        return time == TimeSpan.Zero
            ? "less than a minute"
            : string.Create(
                CultureInfo.InvariantCulture, $"about {Quantity.Format((long)Math.Max(1, Math.Ceiling(time.TotalMinutes)), "minute")}");
    }

    private static string Counted(Dictionary<string, long> counts, string quote) =>
        counts.Count == 0 ? "" : $" ({string.Join(", ", counts.Select(pair => $"{quote}{pair.Key}{quote}: {pair.Value}"))})";

    [GeneratedRegex("(?:column|-InputData) '[^']*'")]
    private static partial Regex Column();
}
