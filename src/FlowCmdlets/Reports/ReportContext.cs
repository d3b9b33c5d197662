using System.Globalization;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Reports;

namespace FlowCmdlets.Reports;

/// <summary>What a page shows, and how it names things.</summary>
/// <param name="Report">What it shows.</param>
/// <param name="Journal">The path of the journal.</param>
/// <param name="RateLimit">Requests per minute that the service allows; null if that isn't known.</param>
/// <param name="Created">When it is written.</param>
/// <param name="Zone">The time zone of all times.</param>
internal sealed record ReportContext(FlowReport Report, string Journal, int? RateLimit, DateTimeOffset Created, TimeZoneInfo Zone)
{
    /// <summary>The argument that names the journal, as the errors of a run name it.</summary>
    public string JournalArgument => CommandText.Quote(Journal);

    /// <summary>The parameters that resume the run when the same command is run again.</summary>
    public string ResumeParameters => CommandText.Resume(Journal, Report.Journal.Identity.KeyColumn);

    /// <summary>A time to the second.</summary>
    public string Time(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>A time to the minute.</summary>
    public string Minute(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm");

    /// <summary>A time without its day.</summary>
    public string TimeOfDay(DateTimeOffset time) => Format(time, "HH:mm");

    /// <summary>The time zone, by its distance from UTC when the page is written.</summary>
    public string ZoneName => Zone.GetUtcOffset(Created) is var offset && offset == TimeSpan.Zero
        ? "UTC"
        : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)}";

    /// <summary>A duration in its largest unit, as <c>1.5 s</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        (double value, string unit) = duration switch
        {
            { TotalSeconds: < 1 } => (duration.TotalMilliseconds, "ms"),
            { TotalMinutes: < 1 } => (duration.TotalSeconds, "s"),
            { TotalHours: < 1 } => (duration.TotalMinutes, "min"),
            _ => (duration.TotalHours, "h"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }

    private string Format(DateTimeOffset time, string format) =>
        TimeZoneInfo.ConvertTime(time, Zone).ToString(format, CultureInfo.InvariantCulture);
}
