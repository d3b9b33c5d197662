namespace GenesysCloud.Launching.Journal;

/// <summary>
/// Notices where the times of intents run backwards, as after a clock was set: which side of the step is wrong cannot be told, so no time
/// that both sides have is certain.
/// </summary>
internal sealed class IntentTimes
{
    // Clocks may differ by this much, which reconciliation allows for.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(30);

    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _uncertain = [];
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Takes in the time of an intent, in the order of the lines.</summary>
    public void Add(DateTimeOffset at)
    {
        if (at >= _latest)
        {
            _latest = at;
            return;
        }

        if (_latest - at <= s_tolerance || (_uncertain is [.., var last] && last.From <= at && last.To == _latest))
            return;
        if (_uncertain is [.., var wider] && wider.To == _latest)
            _uncertain[^1] = (at, _latest);
        else
            _uncertain.Add((at, _latest));
    }

    /// <summary>Whether no other intent speaks against a time.</summary>
    public bool IsCertain(DateTimeOffset at)
    {
        foreach ((DateTimeOffset from, DateTimeOffset to) in _uncertain)
        {
            if (at >= from - s_tolerance && at <= to + s_tolerance)
                return false;
        }

        return true;
    }
}
