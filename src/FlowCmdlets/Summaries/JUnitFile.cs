using System.Globalization;
using System.Text;
using System.Xml;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;
using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.Wording;

namespace FlowCmdlets.Summaries;

/// <summary>
/// A summary as JUnit XML, which CI servers show: one test case for the run, and one for each row or execution that went wrong, up to a
/// thousand. It has no inputs and no outputs.
/// </summary>
/// <remarks>
/// Rows that went well are a number in the properties: 100,000 test cases that pass would take memory here, and more of the server's
/// patience. The form is what the schemas in use have in common (Ant's, and Jenkins's): one suite, its properties first, its output last.
/// </remarks>
internal static class JUnitFile
{
    private const string Name = "GenesysFlows";

    /// <summary>Writes the document.</summary>
    public static void Write(Stream stream, SummaryReport report)
    {
        var problems = report.Problems.ToList();
        long rest = (report.Summary?.Problems ?? 0) - problems.Count;
        bool isError = report.ExitCode >= 2;
        int errors = problems.Count(IsError) + (isError ? 1 : 0);
        int tests = 1 + problems.Count + (rest > 0 ? 1 : 0);
        int failures = tests - errors - (report.ExitCode == 0 ? 1 : 0);
        string seconds = (report.Ended - report.Started).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Write(
            xml,
            ("id", "0"),
            ("name", Name),
            ("package", Name),
            ("timestamp", report.Started.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            ("hostname", Environment.MachineName),
            ("tests", Text(tests)),
            ("failures", Text(failures)),
            ("errors", Text(errors)),
            ("time", seconds));
        WriteProperties(xml, report);
        string text = report.Summary?.ToString() ?? "The command did not finish.";
        WriteCase(xml, "Run", seconds, report.ExitCode == 0 ? null : (isError, $"ExitCode{report.ExitCode}", text));
        foreach (RunProblem problem in problems)
            WriteCase(xml, NameOf(problem), "0", (IsError(problem), problem.Reason, Describe(problem)));
        if (rest > 0)
        {
            string others = $"{Quantity.Format(rest, "more row or execution", "more rows or executions")}.";
            WriteCase(xml, "Others", "0", (false, "Others", others));
        }

        xml.WriteElementString("system-out", text);
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void WriteProperties(XmlWriter xml, SummaryReport report)
    {
        xml.WriteStartElement("properties");
        WriteProperty("exitCode", report.ExitCode);
        if (report.Summary is { } summary)
        {
            WriteProperty("rows", summary.Rows);
            WriteProperty("launched", summary.Launched);
            WriteProperty("alreadyLaunched", summary.AlreadyLaunched);
            WriteProperty("refused", summary.Refused);
            WriteProperty("skipped", summary.Skipped);
            WriteProperty("notSent", summary.NotSent);
            WriteProperty("unknown", summary.Unknown);
            WriteProperty("executions", summary.Executions);
            WriteProperty("completed", summary.Completed);
            WriteProperty("failed", summary.Failed);
            WriteProperty("notEnded", summary.NotEnded);
        }

        xml.WriteEndElement();

        void WriteProperty(string name, long value)
        {
            xml.WriteStartElement("property");
            Write(xml, ("name", name), ("value", Text(value)));
            xml.WriteEndElement();
        }
    }

    private static void WriteCase(XmlWriter xml, string name, string seconds, (bool IsError, string Type, string Message)? problem)
    {
        xml.WriteStartElement("testcase");
        Write(xml, ("name", name), ("classname", Name), ("time", seconds));
        if (problem is var (isError, type, message))
        {
            xml.WriteStartElement(isError ? "error" : "failure");
            Write(xml, ("type", type), ("message", message));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
            xml.WriteAttributeString(name, Valid(value));
    }

    /// <summary>What may have happened is an error: a person has to look. What certainly went wrong is a failure.</summary>
    private static bool IsError(RunProblem problem) => problem.State == ProblemState.Unknown;

    private static string NameOf(RunProblem problem) => problem.Row is { } row
        ? $"Row {new RowLabel(row, problem.Key is { } key ? ValueText.Clip(key) : null)}"
        : problem.ExecutionId is { } id ? $"Execution {id}" : "No execution ID";

    private static string Describe(RunProblem problem)
    {
        string text = problem.State switch
        {
            ProblemState.Refused => "Refused",
            ProblemState.NotSent => "Not sent",
            ProblemState.Unknown => "Possibly launched; no conclusive response was received",
            ProblemState.Failed => "The execution did not complete",
            ProblemState.NotFinished => "The execution did not finish in time",
            _ => "The execution could not be read",
        };
        return $"{text}: {problem.Reason}.{(problem.Row is null || problem.ExecutionId is not { } id ? "" : $" Execution {id}.")}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A key can have any character, and XML has no way to write some of them.
    private static string Valid(string text)
    {
        text = DisplayText.Clean(text);
        StringBuilder? valid = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (isPair)
                i++;
            else if (!XmlConvert.IsXmlChar(text[i]))
                (valid ??= new StringBuilder(text))[i] = '\uFFFD';
        }

        return valid?.ToString() ?? text;
    }
}
