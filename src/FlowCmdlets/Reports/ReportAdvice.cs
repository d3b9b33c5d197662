using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Reports;

/// <summary>What a page says about going on: the commands, as the errors of a run name them.</summary>
internal static class ReportAdvice
{
    /// <summary>Writes the advice.</summary>
    public static void Write(HtmlWriter html, ReportContext context)
    {
        FlowReport report = context.Report;
        string flow = CommandText.Quote(report.Journal.Identity.FlowName);
        int unlaunched = report.Count(FlowReportState.Refused) + report.Count(FlowReportState.NotSent);
        html.Write($"<p>To resume, run the same command again with <code>{context.ResumeParameters}</code>. ");
        html.Write($"Rows that were launched are not launched again. ");
        if (unlaunched > 0)
        {
            html.Write($"The {unlaunched} {Quantity.Word(unlaunched, "row", "rows")} that {Quantity.Word(unlaunched, "was", "were")} ");
            html.Write($"refused or not sent {Quantity.Word(unlaunched, "is", "are")} launched if the check finds no fault. ");
        }

        html.Write($"Rows that the run didn't reach are not in the journal, and are launched too.</p>\n");
        html.Write($"<pre><code>… | Start-GenesysFlow {flow} {context.ResumeParameters}</code></pre>\n");
        if (report.Count(FlowReportState.Unknown) is > 0 and var unknown)
        {
            html.Write($"<p>To search for the {unknown} {Quantity.Word(unknown, "row", "rows")} with an unknown outcome, ");
            html.Write($"without launching anything:</p>\n");
            html.Write($"<pre><code>Resolve-GenesysFlowJournal {context.JournalArgument}</code></pre>\n");
        }

        if (report.Count(FlowReportState.Launched) is > 0 and var running)
        {
            html.Write($"<p>To wait for the {running} {Quantity.Word(running, "execution", "executions")} whose end isn't recorded:</p>\n");
            html.Write($"<pre><code>Wait-GenesysFlowExecution -Journal {context.JournalArgument}</code></pre>\n");
        }

        if (report.Count(FlowReportState.Failed) is > 0 and var failed)
        {
            html.Write($"<p>To launch the {failed} {Quantity.Word(failed, "row", "rows")} whose execution failed again, ");
            html.Write($"after the cause is fixed:</p>\n");
            html.Write($"<pre><code>… | Start-GenesysFlow {flow} {context.ResumeParameters} -OnExisting RelaunchFailed</code></pre>\n");
        }
    }
}
