using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Tests.Settling;

/// <summary>What a run came to.</summary>
/// <param name="Outcomes">By row, as the run told them.</param>
/// <param name="End">Why it ended early.</param>
/// <param name="Broken">Why the journal could not be written to its end.</param>
internal sealed record ModelRunResult(IReadOnlyDictionary<int, LaunchOutcome> Outcomes, RunEnd? End, JournalException? Broken);

/// <summary>Launches rows with a journal as the cmdlet does: settles, asks about each row, sends, settles.</summary>
internal static class ModelRun
{
    public static readonly TimeSpan SettleTimeout = TimeSpan.FromMinutes(2);

    private static readonly LaunchTarget s_target = new(ModelCloud.FlowId, "Model flow", "WORKFLOW", null, null);

    public static async Task<ModelRunResult> LaunchAsync(
        GenesysCloudClient client, IJournalFile file, IEnumerable<int> rows, TimeSpan? settleTimeout = null, bool relaunchUnknown = false)
    {
        await client.GetOrganizationAsync();
        var policy = new JournalPolicy { Path = file.Path, SettleTimeout = settleTimeout ?? SettleTimeout, RelaunchUnknown = relaunchUnknown };
        var identity = new JournalIdentity(s_target.FlowId, s_target.DisplayName, client.Region.Name);
        LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, identity, client.ServiceClock, default);
        (JournaledRun run, _) = await JournaledRun.OpenAsync(client, s_target, journal, policy, default);
        using var launcher = new FlowLauncher(client.Architect, new FlowLauncherOptions { ThrottleLimit = 2 }, client.TimeProvider);
        launcher.WriteTo(journal, client.ServiceClock);

        var keys = new Dictionary<int, string>();
        var outcomes = new Dictionary<int, LaunchOutcome>();
        foreach (int row in rows)
        {
            keys[row] = Accept(run, launcher, row);
            await DrainAsync(launcher, outcomes, launcher.Capacity - 1);
        }

        await DrainAsync(launcher, outcomes, 0);
        try
        {
            await journal.FlushAsync();
            await new LaunchSettler(client, journal, new SettleOptions { Timeout = policy.SettleTimeout }).SettleAsync(default);
            foreach ((int row, string key) in keys)
                outcomes[row] = Settled(journal.Find(key)!, outcomes[row]);
            await run.DisposeAsync();
            return new ModelRunResult(outcomes, launcher.End, null);
        }
        catch (JournalException broken)
        {
            return new ModelRunResult(outcomes, launcher.End, broken);
        }
    }

    private static async Task DrainAsync(FlowLauncher launcher, Dictionary<int, LaunchOutcome> outcomes, int most)
    {
        while (launcher.Pending > most)
        {
            await launcher.NextReady;
            while (launcher.TryTake(out LaunchResult? result))
                outcomes[(int)result.Row.Number] = result.Outcome;
        }
    }

    private static string Accept(JournaledRun run, FlowLauncher launcher, int row)
    {
        var launch = new LaunchRow(row, new FlowExecutionLaunchRequest(s_target.FlowId, InputData: new Dictionary<string, object?> { ["Flow.row"] = row }));
        JournalDecision decision = run.Decider.Decide(row, null, launch.Request);
        switch (decision)
        {
            case JournalDecision.Send send:
                launcher.Add(launch with { Key = send.Key, Relaunch = send.Relaunch });
                break;
            case JournalDecision.Existing existing:
                launcher.AddDecided(launch, Found(existing.Entry));
                break;
            default:
                launcher.AddDecided(launch, new LaunchOutcome.Unknown(new GenesysCloudException("in doubt", SendOutcome.Unknown)));
                break;
        }

        return decision.Key;
    }

    private static LaunchOutcome Settled(JournalEntry entry, LaunchOutcome told) => (told, entry.State) switch
    {
        (LaunchOutcome.Unknown, JournalState.Launched) => Found(entry),
        (LaunchOutcome.Unknown, JournalState.NotSent) => new LaunchOutcome.NotSent(new LaunchAbsentException()),
        _ => told,
    };

    private static LaunchOutcome.Launched Found(JournalEntry entry) => new(new FlowExecutionLaunchResponse(entry.ExecutionId!, entry.Name, entry.FlowVersion));
}
