using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Reports;

/// <summary>The rows of a page that someone has to look at, with what to do.</summary>
internal static class ReportProblems
{
    // The table of all rows has the others, and a page that lists 100,000 rows opens slowly.
    private const int MaxGroups = 50;
    private const int MaxRowsOfGroup = 25;
    private const int MaxUnknown = 200;

    /// <summary>Writes the rows that were perhaps launched.</summary>
    public static void WriteUnknown(HtmlWriter html, ReportContext context)
    {
        IReadOnlyList<FlowReportRow> rows = context.Report.Unknown;
        if (rows.Count == 0)
        {
            html.Write($"<p>None. Every launch has a conclusive response.</p>");
            return;
        }

        html.Write($"<p><strong>{rows.Count} {Quantity.Word(rows.Count, "row", "rows")} may have been launched ");
        html.Write($"and may be running.</strong> ");
        html.Write($"No conclusive response was received, so {Quantity.Word(rows.Count, "it is", "they are")} not launched again: ");
        html.Write($"that could start the flow twice. If the run is still in progress, wait until it ends. Then:</p>\n<ol>\n");
        html.Write($"<li>Run <code>Resolve-GenesysFlowJournal {context.JournalArgument}</code>. It searches for the executions ");
        html.Write($"by their names and launches nothing. 15 minutes after a launch was sent, it can also prove that none exists.</li>\n");
        html.Write($"<li>For rows that remain, check what the flow does for them, or search Architect &gt; Flow executions ");
        html.Write($"for the names below.</li>\n");
        html.Write($"<li>Then leave them, or launch them again with <code>-RelaunchUnknown</code>, which may launch a row twice.</li>\n");
        html.Write($"</ol>\n");
        WriteRows(html, context, "Rows with an unknown outcome", rows, MaxUnknown, withReason: true);
    }

    /// <summary>Writes the rows that failed, were refused, or were not sent, by reason.</summary>
    public static void WriteFailures(HtmlWriter html, ReportContext context)
    {
        IReadOnlyList<FailureGroup> groups = context.Report.Failures;
        if (groups.Count == 0)
        {
            html.Write($"<p>None. No row failed, was refused, or was not sent.</p>");
            return;
        }

        IReadOnlyList<string> reasons = ReportData.ReasonsOf(context.Report);
        html.Write($"<p>For the meaning of an error ID such as InputInvalid, run <code>Get-Help about_GenesysFlows_Errors</code>.</p>\n");
        foreach (FailureGroup group in groups.Take(MaxGroups))
        {
            var state = StateText.Of(group.State);
            html.Write($"<details><summary><span class=\"count\">{group.Rows.Count}</span> ");
            html.Write($"<strong class=\"{state.Style}\">{state.Name}</strong> <bdi>{Shorten(group.Reason)}</bdi></summary>\n");
            html.Write($"<p>{AdviceFor(group.State, context.Report.Results is not null)}</p>\n");
            WriteRows(html, context, $"Rows: {Shorten(group.Reason)}", group.Rows, MaxRowsOfGroup, withReason: false);
            if (group.Rows.Count > MaxRowsOfGroup)
                WriteShowButton(html, group.State, Index(reasons, group.Reason));
            html.Write($"</details>\n");
        }

        if (groups.Count > MaxGroups)
        {
            int others = groups.Skip(MaxGroups).Sum(group => group.Rows.Count);
            html.Write($"<p>{others} more {Quantity.Word(others, "row has", "rows have")} ");
            html.Write($"{groups.Count - MaxGroups} other {Quantity.Word(groups.Count - MaxGroups, "reason", "reasons")}; ");
            html.Write($"see the table of rows.</p>\n");
        }
    }

    private static string AdviceFor(FlowReportState state, bool hasResults) => state switch
    {
        FlowReportState.Failed =>
            "The flow was launched, and its execution failed. Get-GenesysFlowExecution shows the error of an execution ID. " +
            $"{(hasResults ? "" : "The journal contains no errors; a report with -Results shows their codes. ")}" +
            "After the cause is fixed, resume the run with -OnExisting RelaunchFailed.",
        FlowReportState.Refused => "Nothing was executed. Correct the rows or what the reason names, then resume the run.",
        _ => "Nothing was executed. The rows need no correction: resume the run.",
    };

    private static void WriteShowButton(HtmlWriter html, FlowReportState state, int reason)
    {
        // Indexes of the script's data, not counts.
        string stateIndex = ReportData.Text((int)state);
        html.Write($"<p><button type=\"button\" class=\"show\" data-state=\"{stateIndex}\" data-reason=\"{ReportData.Text(reason)}\" ");
        html.Write($"hidden>Show all of these rows in the table</button></p>\n");
    }

    private static int Index(IReadOnlyList<string> reasons, string reason)
    {
        for (int index = 0; index < reasons.Count; index++)
        {
            if (reasons[index] == reason)
                return index;
        }

        throw new ArgumentException("No row has the reason.", nameof(reason));
    }

    private static void WriteRows(
        HtmlWriter html, ReportContext context, string caption, IReadOnlyList<FlowReportRow> rows, int most, bool withReason)
    {
        string? keyColumn = context.Report.Journal.Identity.KeyColumn;
        html.Write($"<div class=\"scroll\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n");
        html.Write($"<caption class=\"unseen\">{caption}</caption>\n<thead><tr><th scope=\"col\" class=\"number\">Row</th>");
        if (keyColumn is not null)
            html.Write($"<th scope=\"col\"><bdi>{keyColumn}</bdi></th>");
        if (withReason)
            html.Write($"<th scope=\"col\">Name of the execution</th><th scope=\"col\">Reason</th>");
        else
            html.Write($"<th scope=\"col\">Execution ID</th>");
        html.Write($"<th scope=\"col\">Sent</th></tr></thead>\n<tbody>\n");
        foreach (FlowReportRow row in rows.Take(most))
        {
            html.Write($"<tr><th scope=\"row\" class=\"number\">{row.Number}</th>");
            if (keyColumn is not null)
                html.Write($"<td><bdi>{Shorten(row.Key)}</bdi></td>");
            if (withReason)
                html.Write($"<td><bdi>{row.Name}</bdi></td><td><bdi>{Shorten(row.Reason)}</bdi></td>");
            else
                html.Write($"<td class=\"plain\"><bdi>{row.ExecutionId}</bdi></td>");
            html.Write($"<td class=\"plain\">{(row.Sent is { } sent ? context.Time(sent) : "")}</td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n</div>\n");
        if (rows.Count > most)
            html.Write($"<p>{rows.Count - most} more: see the table of rows.</p>\n");
    }

    // A flow's author may write a page into a reason.
    private static string? Shorten(string? text) => text is { Length: > 300 } ? $"{text[..300]}…" : text;
}
