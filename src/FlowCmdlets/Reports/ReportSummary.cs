using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Reports;

/// <summary>What a page says first: what ran, and what came of it.</summary>
internal static class ReportSummary
{
    /// <summary>Writes the heading, the result in one sentence, and the facts about the runs.</summary>
    public static void WriteHeader(HtmlWriter html, ReportContext context)
    {
        FlowReport report = context.Report;
        JournalIdentity identity = report.Journal.Identity;
        html.Write($"<h1>Flow report: <bdi>{identity.FlowName}</bdi></h1>\n");
        string style = report.NeedAttention > 0 ? "bad" : "good";
        html.Write($"<p class=\"headline {style}\">");
        WriteHeadline(html, report);
        html.Write($"</p>\n<dl class=\"facts\">\n");
        WriteFact("Flow ID", identity.FlowId);
        WriteFact("Region", identity.Region);
        if (identity.OrganizationId is { } organization)
            WriteFact("Organization ID", organization);
        WriteFact("Journal", context.Journal);
        WriteFact("Journal created", context.Time(report.Journal.Created));
        if (identity.KeyColumn is { } key)
            WriteFact("Key column", key);
        if (report.Rows.Max(row => row.Sent) is { } last)
            WriteFact("Launches sent", $"{context.Time(report.Rows.Min(row => row.Sent)!.Value)} to {context.Time(last)}");
        if (report.Results is { } results)
            WriteFact("Results", results.Path);
        html.Write($"</dl>");

        void WriteFact(string name, string value) => html.Write($"<div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div>\n");
    }

    /// <summary>Writes how many rows came to what.</summary>
    public static void WriteTotals(HtmlWriter html, FlowReport report)
    {
        html.Write($"<dl class=\"tiles\">\n<div><dt>Rows</dt><dd>{report.Rows.Count}</dd></div>\n");
        html.Write($"<div><dt>Launched</dt><dd>{report.Launched}</dd></div>\n");
        WriteState("Completed", FlowReportState.Completed);
        WriteState("Failed", FlowReportState.Failed);
        WriteState("End not recorded", FlowReportState.Launched);
        WriteState("Refused", FlowReportState.Refused);
        WriteState("Not sent", FlowReportState.NotSent);
        WriteState("Unknown", FlowReportState.Unknown);
        html.Write($"</dl>\n<p class=\"faint\">Rows are launched, refused, not sent, or unknown; ");
        html.Write($"launched rows are completed, failed, or without a recorded end.</p>");

        void WriteState(string name, FlowReportState state)
        {
            int count = report.Count(state);
            string style = count == 0 ? "" : StateText.Of(state).Style;
            html.Write($"<div><dt>{name}</dt><dd class=\"{style}\">{count}</dd></div>\n");
        }
    }

    /// <summary>Writes what the page was made from.</summary>
    public static void WriteFooter(HtmlWriter html, ReportContext context)
    {
        html.Write($"<p>Created {context.Time(context.Created)} by Export-GenesysFlowReport of GenesysFlows. ");
        html.Write($"Times are {context.ZoneName}. ");
        if (context.Report.Results is { Included: [_, ..] included })
            html.Write($"Columns of the results that were included: <bdi>{string.Join(", ", included)}</bdi>.</p>");
        else
            html.Write($"The report contains no inputs and no outputs.</p>");
    }

    private static void WriteHeadline(HtmlWriter html, FlowReport report)
    {
        int rows = report.Rows.Count;
        int open = report.Count(FlowReportState.Launched);
        if (rows == 0)
        {
            html.Write($"No row was launched or refused.");
            return;
        }

        string noun = Quantity.Word(rows, "row", "rows");
        if (report.NeedAttention > 0)
            html.Write($"{report.NeedAttention} of {rows} {noun} {Quantity.Word(report.NeedAttention, "needs", "need")} attention.");
        else if (open > 0)
            html.Write($"{rows} {noun} launched. The end of {open} isn't recorded yet.");
        else
            html.Write($"{rows} {noun} launched and completed.");
    }
}
