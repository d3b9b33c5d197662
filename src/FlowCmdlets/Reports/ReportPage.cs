using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowCmdlets.Reports;

/// <summary>
/// Writes a report as one HTML file that needs no other: the template with its slots filled. Without JavaScript, everything but the table
/// of all rows is there.
/// </summary>
/// <remarks>
/// The charts are SVG made here and not by a charting library in the page: bars of two series need none. They are there without JavaScript,
/// in print, and in both color schemes, and nothing of others has to be shipped, licensed, and kept up to date.
/// </remarks>
internal static partial class ReportPage
{
    private static readonly string s_template = Resource("report.html");
    private static readonly string s_style = Resource("report.css");
    private static readonly string s_script = Resource("report.js");

    /// <summary>Writes the page as UTF-8.</summary>
    public static void Write(Stream stream, ReportContext context)
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), -1, leaveOpen: true);
        output.NewLine = "\n";
        var html = new HtmlWriter(output);
        int written = 0;
        foreach (Match slot in Slot().Matches(s_template))
        {
            output.Write(s_template.AsSpan(written, slot.Index - written));
            Fill(slot.Groups["Name"].Value, html, output, context);
            written = slot.Index + slot.Length;
        }

        output.Write(s_template.AsSpan(written));
    }

    private static void Fill(string slot, HtmlWriter html, StreamWriter output, ReportContext context)
    {
        switch (slot)
        {
            case "policy":
                // Only what stands in the file itself is run and applied, and nothing is loaded.
                html.Write(
                    $"default-src 'none'; style-src {HashOf(s_style)}; script-src {HashOf(s_script)}; base-uri 'none'; form-action 'none'");
                break;
            case "title":
                html.Write($"{context.Report.Journal.Identity.FlowName}: flow report");
                break;
            case "style":
                output.Write(s_style);
                break;
            case "script":
                output.Write(s_script);
                break;
            case "header":
                ReportSummary.WriteHeader(html, context);
                break;
            case "totals":
                ReportSummary.WriteTotals(html, context.Report);
                break;
            case "next":
                ReportAdvice.Write(html, context);
                break;
            case "launches":
                ReportCharts.WriteLaunches(html, context);
                break;
            case "durations":
                ReportCharts.WriteDurations(html, context.Report);
                break;
            case "unknown":
                ReportProblems.WriteUnknown(html, context);
                break;
            case "failures":
                ReportProblems.WriteFailures(html, context);
                break;
            case "list":
                html.Write($"Get-GenesysFlowJournal {context.JournalArgument}");
                break;
            case "footer":
                ReportSummary.WriteFooter(html, context);
                break;
            case "data":
                output.Flush();
                ReportData.Write(output.BaseStream, context);
                break;
            default:
                throw new InvalidOperationException($"The template has no slot '{slot}'.");
        }
    }

    private static string HashOf(string inline) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline)))}'";

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(ReportPage), name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads line ends as line feeds before it compares hashes.
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n');
    }

    [GeneratedRegex(@"\{\{(?<Name>\w+)\}\}")]
    private static partial Regex Slot();
}
