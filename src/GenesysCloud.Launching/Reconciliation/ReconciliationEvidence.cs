using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>What can be said of a request whose run the search does not show.</summary>
internal enum AbsenceVerdict
{
    /// <summary>It was never carried out.</summary>
    Absent,

    /// <summary>Nothing can be said yet: it may still be carried out, or not be shown yet.</summary>
    TooEarly,

    /// <summary>Nothing can be said: there is no evidence.</summary>
    Unproven,

    /// <summary>Nothing can be said: launches that are known from around the same time are not shown either, or were shown late.</summary>
    KnownLaunchesAreHidden,
}

/// <summary>
/// Collects what proves that a launch which the search does not show never happened. A row wrongly found absent would be launched twice, so
/// everything is asked for that could hide a run, and nothing is assumed of the platform that was not seen.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>The service cannot carry the request out any more (<see cref="LatestLaunch"/>), and since then the index has had its time.</item>
/// <item>The time when it was sent is certain.</item>
/// <item>The search shows every launch that the journal knows from around that moment, and there is one.</item>
/// <item>The index is not late: no run was shown late, and since the send more than twice the time has passed that it has been seen to
/// need, or an hour.</item>
/// <item>Runs are shown before they end: one was seen that was still running.</item>
/// <item>Of the runs that are shown around that moment none is unread, or bears a name that may be what is left of the row's.</item>
/// </list>
/// </remarks>
/// <param name="indexTime">How late the index may be.</param>
/// <param name="reach">How far from a send runs are searched for and count as evidence.</param>
internal sealed class ReconciliationEvidence(TimeSpan indexTime, TimeSpan reach)
{
    // Not every run takes the index the same time.
    private const int Unevenness = 2;

    /// <summary>
    /// How long after it was sent a launch may happen, at the least: a service under load does not know that the client has given up. That
    /// it is not longer is an assumption, which no parameter changes.
    /// </summary>
    public static readonly TimeSpan LatestLaunch = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_longPast = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_unreadForGood = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset?> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(DateTimeOffset? Began, string Name)> _others = [];
    private ShownLaunches _known = new([], new HashSet<string>());
    private TimeSpan _soonestShown = TimeSpan.MaxValue;
    private bool _isLate;

    /// <summary>Whether the search was seen to show a run that had not ended.</summary>
    public bool ShowsRunning { get; set; }

    /// <summary>From when to when known launches are evidence of what became of a request.</summary>
    public TimeRange EvidenceAround(DateTimeOffset sentAt) => new(sentAt - (reach / 2), sentAt + reach);

    /// <summary>Takes in a run that the search shows.</summary>
    /// <param name="instance">The run.</param>
    /// <param name="now">The present.</param>
    /// <param name="lookedBefore">When the same time was searched before; null if it was not.</param>
    public void Shown(FlowInstance instance, DateTimeOffset now, DateTimeOffset? lookedBefore)
    {
        if (!_shown.Add(instance.Id) || instance.StartDateTime is not { } began)
            return;
        if (now - began < _soonestShown)
            _soonestShown = now - began;
        _isLate |= lookedBefore - began > indexTime / Unevenness;
    }

    /// <summary>A run that could not be read: it may be the one that is looked for.</summary>
    public void Unread(FlowInstance instance) => _unread[instance.Id] = instance.StartDateTime;

    /// <summary>A run that was read, and is none of those that are looked for by its name.</summary>
    public void Read(FlowInstance instance, string? name)
    {
        _unread.Remove(instance.Id);
        if (!string.IsNullOrEmpty(name))
            _others.Add((instance.StartDateTime, name));
    }

    /// <summary>Takes in the launches that the journal knows where it was searched, as they stand after a search.</summary>
    /// <param name="launched">The launches.</param>
    /// <param name="searched">When the search began.</param>
    public void Known(IReadOnlyList<KnownLaunch> launched, DateTimeOffset searched)
    {
        _known = new ShownLaunches(launched, _shown);
        foreach ((DateTimeOffset sentAt, string id) in launched)
            _isLate |= searched - sentAt > indexTime / Unevenness && !_shown.Contains(id);
    }

    /// <summary>What can be said of a request.</summary>
    /// <param name="attempt">When it was sent, and whether that is certain.</param>
    /// <param name="name">What it was to be named.</param>
    /// <param name="timeout">How long its request may have been in flight.</param>
    /// <param name="now">The present.</param>
    public AbsenceVerdict Judge(JournalAttempt attempt, string name, TimeSpan timeout, DateTimeOffset now)
    {
        DateTimeOffset sentAt = attempt.SentAt;
        (DateTimeOffset from, DateTimeOffset to) = EvidenceAround(sentAt);
        bool? shown = _known.AreAllShown(from, to);
        if (shown == false || _isLate || _known.AreAllShown(from, sentAt + LatestBy(timeout)) == false)
            return AbsenceVerdict.KnownLaunchesAreHidden;
        if (shown is null || !attempt.IsTimeCertain || !ShowsRunning || IsAnyUnread(sentAt, timeout, now)
            || IsAnyNamedAlike(sentAt, timeout, name))
        {
            return AbsenceVerdict.Unproven;
        }

        DateTimeOffset over = sentAt + LatestBy(timeout);
        bool isUpToDate = now - over >= s_longPast || (_soonestShown < s_longPast && now - over >= _soonestShown * Unevenness);
        return isUpToDate && now >= DecidableFrom(sentAt, timeout) ? AbsenceVerdict.Absent : AbsenceVerdict.TooEarly;
    }

    /// <summary>From when on a request may be found absent: it cannot be carried out any more, and the index has had its time.</summary>
    public DateTimeOffset DecidableFrom(DateTimeOffset sentAt, TimeSpan timeout) => sentAt + LatestBy(timeout) + indexTime;

    /// <summary>How long after it was sent a launch may happen.</summary>
    /// <param name="timeout">How long its request may have been in flight.</param>
    public static TimeSpan LatestBy(TimeSpan timeout) => timeout > LatestLaunch ? timeout : LatestLaunch;

    // Runs that were not started by a launch have no execution, and never will; a launched one may only not be found yet.
    private bool IsAnyUnread(DateTimeOffset sentAt, TimeSpan timeout, DateTimeOffset now) =>
        _unread.Values.Any(began => began is null || (MayBe(began, sentAt, timeout) && now - began < s_unreadForGood));

    // A platform that cuts long names leaves the beginning.
    private bool IsAnyNamedAlike(DateTimeOffset sentAt, TimeSpan timeout, string name) =>
        _others.Exists(other => MayBe(other.Began, sentAt, timeout) && name.StartsWith(other.Name, StringComparison.Ordinal));

    /// <summary>Whether what began then may be what was sent.</summary>
    private bool MayBe(DateTimeOffset? began, DateTimeOffset sentAt, TimeSpan timeout) =>
        began is not { } known || (known >= sentAt - reach && known <= sentAt + LatestBy(timeout) + reach);
}
