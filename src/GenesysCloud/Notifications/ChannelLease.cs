using GenesysCloud.Http;

namespace GenesysCloud.Notifications;

/// <summary>A channel with its subscriptions: created when there is none, renewed before it expires.</summary>
internal sealed class ChannelLease(NotificationsApi api, IReadOnlyList<string> topics, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_margin = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _rejected = new(StringComparer.OrdinalIgnoreCase);
    private TimeSpan _lifetime = s_lifetime;
    private TimeSpan _renewalAfter;
    private long _renewedAt;

    /// <summary>The channel; null where there is none.</summary>
    public Channel? Channel { get; private set; }

    /// <summary>Whether the last renewal created another channel.</summary>
    public bool IsNew { get; private set; }

    /// <summary>How long it is until the channel should be renewed; negative when that is overdue.</summary>
    public TimeSpan TimeToRenewal => _renewalAfter - time.GetElapsedTime(_renewedAt);

    /// <summary>Subscribes, which renews the channel; a channel that is gone is replaced.</summary>
    /// <returns>The topics that are rejected and were not before.</returns>
    /// <exception cref="GenesysCloudException">The service refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<ChannelTopic>> RenewAsync(CancellationToken cancellationToken)
    {
        IsNew = false;
        IReadOnlyList<ChannelTopic>? states = Channel is { } kept
            ? await TrySubscribeAsync(kept, cancellationToken).ConfigureAwait(false)
            : null;
        if (states is null)
        {
            Channel created = await api.CreateChannelAsync(cancellationToken).ConfigureAwait(false);
            states = await api.SetSubscriptionsAsync(created, topics, cancellationToken).ConfigureAwait(false);
            (Channel, IsNew) = (created, true);
            _lifetime = created.ExpiresAt - time.GetUtcNow() is { Ticks: > 0 } left && left < s_lifetime ? left : s_lifetime;
        }

        _renewedAt = time.GetTimestamp();
        // A shorter life than the documented one leaves a margin that fits it.
        _renewalAfter = _lifetime - s_margin > _lifetime / 2 ? _lifetime - s_margin : _lifetime / 2;
        return [.. states.Where(topic => topic.IsRejected && _rejected.Add(topic.Id))];
    }

    /// <summary>The renewal failed for a reason that passes.</summary>
    public void RenewLater() => (_renewedAt, _renewalAfter) = (time.GetTimestamp(), s_pause);

    /// <summary>The channel is of no use any more.</summary>
    public void Abandon() => Channel = null;

    /// <summary>Removes the subscriptions. There is no operation that removes a channel: it expires.</summary>
    /// <remarks>What can't be removed expires as well, so that a failure is no one's concern.</remarks>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (Channel is not { } last)
            return;
        Channel = null;
        try
        {
            await api.RemoveSubscriptionsAsync(last, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is GenesysCloudException or OperationCanceledException)
        {
            // See the remarks.
        }
    }

    /// <summary>Null if there is no such channel any more.</summary>
    private async Task<IReadOnlyList<ChannelTopic>?> TrySubscribeAsync(Channel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SetSubscriptionsAsync(channel, topics, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException gone) when (gone is { Outcome: SendOutcome.Refused, Status: 404 or 410 })
        {
            Channel = null;
            return null;
        }
    }
}
