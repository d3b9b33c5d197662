using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using GenesysCloud.Json;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>
/// Days, instants, times of day and lengths of time as the text that a definition takes; null if they are none, or it takes none of their
/// spellings.
/// </summary>
internal static partial class TimeValues
{
    // The zone must be told; K would take its absence for the zone of this machine.
    private static readonly string[] s_instantFormats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mmzzz",
    ];

    public static string? Date(object value, FlowVariable declared) => DateOf(value) is { } day && IsKnownYear(day.Year, declared)
        ? declared.Forms.FirstOf(JsonValues.TextOf(day)!)
        : null;

    public static string? DateTime(object value, FlowVariable declared)
    {
        if (InstantOf(value) is not { } instant || !IsKnownYear(instant.UtcDateTime.Year, declared))
            return null;
        string seconds = instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z";
        return instant.Ticks % TimeSpan.TicksPerSecond == 0
            ? declared.Forms.FirstOf(JsonValues.TextOf(instant)!, seconds)
            : declared.Forms.FirstOf(JsonValues.TextOf(instant)!);
    }

    /// <remarks>Which spellings the platform takes is not known beyond a definition seen with 5 to 12 characters; its pattern
    /// decides.</remarks>
    public static string? Time(object value, FlowVariable declared)
    {
        if (TimeOf(value) is not { } time || time.Ticks % TimeSpan.TicksPerMillisecond != 0)
            return null;
        string Spell(string format) => time.ToString(format, CultureInfo.InvariantCulture);
        if (time.Ticks % TimeSpan.TicksPerSecond != 0)
            return declared.Forms.FirstOf(Spell("HH:mm:ss.fff"));
        return time.Second != 0
            ? declared.Forms.FirstOf(Spell("HH:mm:ss"), Spell("HH:mm:ss.fff"))
            : declared.Forms.FirstOf(Spell("HH:mm:ss"), Spell("HH:mm:ss.fff"), Spell("HH:mm"));
    }

    /// <remarks>
    /// How the platform spells durations is not known: ISO 8601 comes first, then the spellings of .NET, whichever the definition takes.
    /// A number is never sent, as nothing says whether it counts seconds or milliseconds.
    /// </remarks>
    public static string? Duration(object value, FlowVariable declared)
    {
        if (DurationOf(value) is not { } duration)
            return null;
        string sign = duration < TimeSpan.Zero ? "-" : "";
        var ticks = Int128.Abs(duration.Ticks);
        string seconds = string.Create(
            CultureInfo.InvariantCulture, $"{(decimal)(ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond:0.#######}");
        string hours = string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}PT{ticks / TimeSpan.TicksPerHour}H{ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute}M{seconds}S");
        return declared.Forms.FirstOf(XmlConvert.ToString(duration), hours, duration.ToString("c", CultureInfo.InvariantCulture));
    }

    private static bool IsKnownYear(int year, FlowVariable declared) =>
        !declared.IsArchitectType || year is >= FlowLimits.FirstYear and <= FlowLimits.LastYear;

    private static DateOnly? DateOf(object value) => value switch
    {
        string text => DateOnly.TryParseExact(
            text.AsSpan().Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null,
        DateOnly day => day,
        // A time of day would be lost silently, like the .5 of 3.5 for an integer.
        DateTime time when time.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(time),
        DateTimeOffset time when time.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(time.DateTime),
        _ => null,
    };

    private static DateTimeOffset? InstantOf(object value) => value switch
    {
        string text => InstantOf(text.AsSpan().Trim()),
        DateTimeOffset instant => instant,
        DateTime { Kind: not DateTimeKind.Unspecified } time => time.ToUniversalTime(),
        _ => null,
    };

    private static DateTimeOffset? InstantOf(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(
            text, s_instantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            && EndsAsIsoTime(text)
            ? instant
            : null;

    /// <summary>A digit and <c>Z</c> or <c>+hh:mm</c>; the parser of .NET takes <c>.Z</c> and <c>+1:00</c> too.</summary>
    private static bool EndsAsIsoTime(ReadOnlySpan<char> time)
    {
        int zone = time.EndsWith("Z") ? time.Length - 1 : time.Length - "+hh:mm".Length;
        return time[zone] is 'Z' or '+' or '-' && char.IsAsciiDigit(time[zone - 1]);
    }

    private static TimeOnly? TimeOf(object value) => value switch
    {
        TimeOnly time => time,
        TimeSpan span when span >= TimeSpan.Zero && span < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(span),
        string text when ClockPattern().Match(text.Trim()) is { Success: true } clock
            && Ticks(clock) is { } ticks => new TimeOnly((long)ticks),
        _ => null,
    };

    private static TimeSpan? DurationOf(object value)
    {
        if (value is TimeSpan span)
            return span;
        if (value is not string text)
            return null;
        Match match = SpanPattern().Match(text.Trim());
        if (match.Success && match.Groups["d"].Success && int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture) > 23)
            return null;
        if (!match.Success)
            match = IsoPattern().Match(text.Trim());
        return match.Success && Ticks(match) is { } ticks && ticks <= long.MaxValue
            ? new TimeSpan(match.Groups["minus"].Success ? -(long)ticks : (long)ticks)
            : null;
    }

    /// <summary>The length that the groups of a match add up to.</summary>
    private static Int128? Ticks(Match match)
    {
        Int128 Part(string name) =>
            match.Groups[name] is { Success: true, Length: > 0 } part ? Int128.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;
        string fraction = match.Groups["f"].Value.PadRight(7, '0');
        return (Part("w") * 7 + Part("d")) * TimeSpan.TicksPerDay + Part("h") * TimeSpan.TicksPerHour + Part("m") * TimeSpan.TicksPerMinute
            + Part("s") * TimeSpan.TicksPerSecond + long.Parse(fraction, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A(?<h>[01][0-9]|2[0-3]):(?<m>[0-5][0-9])(:(?<s>[0-5][0-9])(\.(?<f>[0-9]{1,7}))?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClockPattern();

    // Without seconds, 00:30 could be half an hour or half a minute.
    [GeneratedRegex(
        @"\A(?<minus>-)?((?<d>[0-9]{1,8})\.)?(?<h>[0-9]{1,6}):(?<m>[0-5][0-9]):(?<s>[0-5][0-9])(\.(?<f>[0-9]{1,7}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex SpanPattern();

    // A month and a year are no length of time.
    [GeneratedRegex(
        @"\A(?<minus>-)?P(?=.*[0-9])((?<w>[0-9]{1,8})W)?((?<d>[0-9]{1,8})D)?" +
        @"(T(?=[0-9])((?<h>[0-9]{1,9})H)?((?<m>[0-9]{1,10})M)?((?<s>[0-9]{1,12})(\.(?<f>[0-9]{1,7}))?S)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex IsoPattern();
}
