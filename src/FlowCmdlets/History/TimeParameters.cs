using GenesysCloud.Launching.History;

namespace FlowCmdlets.History;

/// <summary>The parameters that say from when until when.</summary>
internal static class TimeParameters
{
    /// <summary>The span between two times; false if it is empty.</summary>
    /// <param name="after">Its beginning, local unless it says otherwise; null for a default before its end.</param>
    /// <param name="before">Its end; null for now.</param>
    /// <param name="length">Its length where no beginning is given.</param>
    /// <param name="now">Now.</param>
    /// <param name="range">The span.</param>
    public static bool TryRead(DateTime? after, DateTime? before, TimeSpan length, DateTimeOffset now, out TimeRange range)
    {
        DateTimeOffset to = Utc(before) ?? now;
        DateTimeOffset from = Utc(after) ?? (to - DateTimeOffset.MinValue > length ? to - length : DateTimeOffset.MinValue);
        range = new TimeRange(from, to);
        return from < to;
    }

    private static DateTimeOffset? Utc(DateTime? time) => time?.ToUniversalTime();
}
