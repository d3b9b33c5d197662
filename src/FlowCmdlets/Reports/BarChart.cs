using System.Globalization;

namespace FlowCmdlets.Reports;

/// <summary>A bar of a chart.</summary>
/// <param name="Value">Its height.</param>
/// <param name="Label">What it stands for, in words.</param>
/// <param name="Tick">What stands below it; null for nothing.</param>
internal readonly record struct ChartBar(double Value, string Label, string? Tick)
{
    /// <summary>Whether time was left out before it.</summary>
    public bool FollowsPause { get; init; }
}

/// <summary>
/// Draws bars as SVG. Widths are shares of whatever room there is, so that text has the size of other text on a phone too.
/// </summary>
internal static class BarChart
{
    // In CSS pixels: the room for the highest bar, what is above it, and where the text below stands.
    private const double Height = 160;
    private const double Top = 24;
    private const double Bottom = Top + Height;
    private const double TickLine = Bottom + 20;
    private const double Share = 100;

    // In percent: the room for the numbers of the scale.
    private const double Gutter = 9;

    /// <summary>Writes a chart.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="name">What it shows, for those who don't see it.</param>
    /// <param name="bars">The bars, from left to right.</param>
    /// <param name="limit">Where a line of a limit is drawn; null for none.</param>
    /// <param name="limitLabel">What the limit is.</param>
    public static void Write(HtmlWriter html, string name, IReadOnlyList<ChartBar> bars, double? limit = null, string limitLabel = "")
    {
        double highest = Math.Max(bars.Max(bar => bar.Value), limit ?? 0);
        highest = highest > 0 ? highest : 1;
        html.Write($"<svg role=\"img\" aria-label=\"{name}\" preserveAspectRatio=\"none\">\n");
        WriteScale(html, highest);
        double width = (Share - Gutter) / bars.Count;
        for (int index = 0; index < bars.Count; index++)
            WriteBar(html, bars[index], Gutter + (index * width), width, highest);
        if (limit is { } at)
        {
            double y = Bottom - (at / highest * Height);
            html.Write($"<line class=\"limit\" x1=\"{Gutter}%\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
            html.Write($"<text class=\"limit-label\" x=\"100%\" y=\"{y - 6}\" text-anchor=\"end\">{limitLabel}</text>\n");
        }

        html.Write($"</svg>\n");
    }

    private static void WriteScale(HtmlWriter html, double highest)
    {
        double step = StepOf(highest);
        for (double value = 0; value <= highest; value += step)
        {
            double y = Bottom - (value / highest * Height);
            html.Write($"<line x1=\"{Gutter}%\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
            if (value > 0)
                html.Write($"<text x=\"{Gutter - 1}%\" y=\"{y + 4}\" text-anchor=\"end\">{Short((int)value)}</text>\n");
        }
    }

    private static void WriteBar(HtmlWriter html, ChartBar bar, double left, double width, double highest)
    {
        if (bar.FollowsPause)
            html.Write($"<line class=\"pause\" x1=\"{left}%\" x2=\"{left}%\" y1=\"{Top}\" y2=\"{Bottom}\"/>");

        // Few launches among many are seen too.
        double height = bar.Value > 0 ? Math.Max(bar.Value / highest * Height, 1) : 0;
        html.Write($"<rect class=\"bar\" x=\"{left + (width * 0.08)}%\" y=\"{Bottom - height}\" width=\"{width * 0.84}%\" ");
        html.Write($"height=\"{height}\"><title>{bar.Label}</title></rect>\n");
        if (bar.Tick is null)
            return;
        string anchor = left + width > 85 ? "end" : "start";
        double x = anchor == "end" ? left + width : left;
        html.Write($"<text x=\"{x}%\" y=\"{TickLine}\" text-anchor=\"{anchor}\">{bar.Tick}</text>\n");
    }

    private static string Short(int value) => value >= 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000d:0.#}k")
        : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A round number that goes a few times into the highest value.</summary>
    private static double StepOf(double highest)
    {
        double unit = Math.Max(1, Math.Pow(10, Math.Floor(Math.Log10(highest))));
        return (highest / unit) switch
        {
            < 2 => unit / 2 < 1 ? 1 : unit / 2,
            < 5 => unit,
            _ => unit * 2,
        };
    }
}
