using GenesysCloud.Architect;

namespace GenesysCloud.Launching;

/// <summary>What can be said of a row that the search does not show.</summary>
internal enum AbsenceVerdict
{
    /// <summary>It was never launched.</summary>
    Absent,

    /// <summary>Nothing can be said: too early, or without a witness.</summary>
    Unproven,

    /// <summary>Nothing can be said: launches that are known from around the same time are not shown either.</summary>
    KnownLaunchesAreHidden,
}

/// <summary>
/// Collects what proves that a launch which the search does not show never happened. All of this is asked for:
/// the journal knows other launches from around that moment, and the search shows every one of them; executions keep the name they were
/// launched with; every run shown around that moment could be read; the request is so long ago that it is not under way any more; and
/// the search is seen to show runs before they end (or so much time has passed that no run of this flow lasts as long).
/// </summary>
/// <remarks>
/// Whether the platform shows runs that have not ended is not documented, and a row wrongly found absent would be launched twice. So it is
/// never assumed, only seen.
/// </remarks>
internal sealed class AbsenceProof(TimeSpan notBefore)
{
    /// <summary>Without a running witness, a run must be this much longer than the longest that is known to be overlooked.</summary>
    private const int LongestTimes = 20;

    private static readonly TimeSpan s_withoutWitness = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_unreadForGood = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _unread = new(StringComparer.OrdinalIgnoreCase);
    private ShownLaunches _known = new([], []);
    private bool _showsEnds;
    private bool _showsWithoutEnd;
    private TimeSpan _longest;

    /// <summary>Whether executions keep their names; null until that was looked at.</summary>
    public bool? NamesAreKept { get; set; }

    /// <summary>Whether the search was seen to show a run that had not ended.</summary>
    public bool ShowsRunning { get; set; }

    /// <summary>Takes in a run that the search shows.</summary>
    public void Shown(FlowInstance instance)
    {
        _shown.Add(instance.Id);
        _showsEnds |= instance.EndDateTime is not null;
        _showsWithoutEnd |= instance.EndDateTime is null;
        if (instance.EndDateTime - instance.StartDateTime is { } duration && duration > _longest)
            _longest = duration;
    }

    /// <summary>A run that could not be read: it may be the one that is looked for.</summary>
    public void Unread(FlowInstance instance) => _unread[instance.Id] = instance.StartDateTime ?? DateTimeOffset.MaxValue;

    /// <summary>A run that was read after all.</summary>
    public void Read(FlowInstance instance) => _unread.Remove(instance.Id);

    /// <summary>Takes in the launches that the journal knows.</summary>
    public void Known(IReadOnlyList<(DateTimeOffset SentAt, string ExecutionId)> launched) => _known = new ShownLaunches(launched, _shown);

    /// <summary>What can be said of a request that was sent at a moment.</summary>
    public AbsenceVerdict Judge(DateTimeOffset sentAt, TimeSpan reach, DateTimeOffset now)
    {
        bool? shown = _known.AreAllShown(sentAt - (reach / 2), sentAt + (reach / 2));
        if (shown == false)
            return AbsenceVerdict.KnownLaunchesAreHidden;
        TimeSpan age = now - sentAt;
        bool wouldBeShown = ShowsRunning || (_showsEnds && _showsWithoutEnd) || (age > s_withoutWitness && age > _longest * LongestTimes);
        return shown == true && age >= notBefore && wouldBeShown && !IsAnyUnreadAround(sentAt, reach, now)
            ? AbsenceVerdict.Absent
            : AbsenceVerdict.Unproven;
    }

    private bool IsAnyUnreadAround(DateTimeOffset sentAt, TimeSpan reach, DateTimeOffset now) =>
        _unread.Values.Any(began => (began - sentAt).Duration() <= reach && now - began < s_unreadForGood);
}
