using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Launching;

/// <summary>A run that writes a journal, which is its own for as long.</summary>
internal sealed class JournaledRun : IAsyncDisposable
{
    private JournaledRun(LaunchJournal journal, LaunchTarget target, JournalPolicy policy)
    {
        (Journal, Target) = (journal, target);
        Decider = new JournalDecider(target, policy, journal.Find);
    }

    public LaunchJournal Journal { get; }

    /// <summary>The one flow that the journal is about.</summary>
    public LaunchTarget Target { get; }

    public JournalDecider Decider { get; }

    /// <summary>Opens or continues a journal, for this run alone, and settles what an earlier run left in doubt.</summary>
    /// <exception cref="JournalException">It is in use, of other launches, damaged, or cannot be written.</exception>
    public static async Task<(JournaledRun Run, SettleResult Settled)> OpenAsync(
        GenesysCloudClient client, LaunchTarget target, string? organizationId, JournalPolicy policy, CancellationToken cancellationToken)
    {
        JournalIdentity identity = policy.IdentityFor(target, client.Region.Name, organizationId);
        LaunchJournal journal = await LaunchJournal.OpenAsync(policy.Path, identity, client.ServiceClock, client.Timeout, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(client, target, journal, policy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Continues a journal that is open, and closes it if that fails.</summary>
    public static async Task<(JournaledRun Run, SettleResult Settled)> OpenAsync(
        GenesysCloudClient client, LaunchTarget target, LaunchJournal journal, JournalPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            var settler = new LaunchSettler(client, journal, new SettleOptions { Timeout = policy.SettleTimeout });
            return (new JournaledRun(journal, target, policy), await settler.SettleAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Journal.DisposeAsync();
}
