using System.Collections.Concurrent;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching;

/// <summary>Sends single rows, and those of a flow that may not be launched not a second time. Safe for several threads.</summary>
/// <param name="client">What they are launched with.</param>
/// <param name="options">How.</param>
/// <param name="stop">Nothing is sent once it is canceled.</param>
/// <param name="abandon">Requests in flight are given up once it is canceled.</param>
internal sealed class RowSender(GenesysCloudClient client, BulkLaunchOptions options, CancellationToken stop, CancellationToken abandon)
{
    private readonly LaunchOptions _launchOptions = new() { MaxRetryAfter = options.MaxRetryAfter, Abandon = abandon };
    private readonly ConcurrentDictionary<string, GenesysCloudException> _forbiddenFlows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sends a row.</summary>
    /// <param name="request">What it is to launch.</param>
    /// <param name="ahead">Keeps the journal ahead of it; null without a journal.</param>
    public async Task<RowOutcome> SendAsync(FlowExecutionLaunchRequest request, WriteAhead? ahead)
    {
        if (_forbiddenFlows.TryGetValue(request.FlowId, out GenesysCloudException? forbidden))
            return new RowOutcome.Refused(new Refusal.ByService(forbidden));
        LaunchOptions launch = ahead is null ? _launchOptions : _launchOptions with { BeforeSend = ahead.AnnounceAsync };
        LaunchOutcome outcome = await client.Architect.LaunchAsync(request, launch, stop).ConfigureAwait(false);
        ahead?.Record(outcome);
        if (!options.SingleFlow && outcome is LaunchOutcome.Refused { Reason: { Status: 403 } refusal })
            _forbiddenFlows.TryAdd(request.FlowId, refusal);
        return RowOutcome.From(outcome, client.ServiceClock.GetUtcNow());
    }
}
