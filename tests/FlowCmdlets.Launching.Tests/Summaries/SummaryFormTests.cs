using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsCheck;
using FlowCmdlets.Summaries;
using GenesysCloud.Launching;
using Xunit;

namespace FlowCmdlets.Tests.Summaries;

/// <summary>The forms of a summary's file, and how summaries add up.</summary>
public sealed class SummaryFormTests
{
    private static readonly DateTimeOffset s_start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What the schema of Ant's JUnit task demands, which is the stricter of those in use.</summary>
    private const string Schema =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
          <xs:element name="testsuites"><xs:complexType><xs:sequence>
            <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:element name="properties"><xs:complexType><xs:sequence>
                <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="name" use="required"><xs:simpleType><xs:restriction base="xs:token">
                    <xs:minLength value="1"/></xs:restriction></xs:simpleType></xs:attribute>
                  <xs:attribute name="value" type="xs:string" use="required"/>
                </xs:complexType></xs:element>
              </xs:sequence></xs:complexType></xs:element>
              <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:choice minOccurs="0">
                <xs:element name="error" type="problem"/><xs:element name="failure" type="problem"/></xs:choice>
                <xs:attribute name="name" type="xs:token" use="required"/>
                <xs:attribute name="classname" type="xs:token" use="required"/>
                <xs:attribute name="time" type="xs:decimal" use="required"/>
              </xs:complexType></xs:element>
              <xs:element name="system-out" type="xs:string"/><xs:element name="system-err" type="xs:string"/>
            </xs:sequence>
            <xs:attribute name="name" type="xs:token" use="required"/>
            <xs:attribute name="timestamp" use="required"><xs:simpleType><xs:restriction base="xs:dateTime">
              <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/></xs:restriction></xs:simpleType></xs:attribute>
            <xs:attribute name="hostname" type="xs:token" use="required"/>
            <xs:attribute name="tests" type="xs:int" use="required"/>
            <xs:attribute name="failures" type="xs:int" use="required"/>
            <xs:attribute name="errors" type="xs:int" use="required"/>
            <xs:attribute name="time" type="xs:decimal" use="required"/>
            <xs:attribute name="package" type="xs:token" use="required"/>
            <xs:attribute name="id" type="xs:int" use="required"/>
            </xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
          <xs:complexType name="problem" mixed="true">
            <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/>
          </xs:complexType>
        </xs:schema>
        """;

    private static readonly Gen<RunProblem> s_problem =
        from state in Gen.Enum<ProblemState>()
        from row in Gen.Long[1, 100_000].Nullable()
        from key in Gen.String.Null()
        from id in Gen.String.Null()
        from reason in Gen.String
        select new RunProblem(state, row, key, id, reason);

    [Fact]
    public void Any_summary_is_JUnit_XML_as_the_schema_has_it_and_its_numbers_are_those_of_its_cases() =>
        Gen.Select(s_problem.Array[0, 8], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((problems, refused, unknown) =>
        {
            XDocument document = JUnit(Report(problems, new LaunchCounts { Rows = 99, Refused = refused, Unknown = unknown }));
            var schemas = new XmlSchemaSet();
            schemas.Add("", XmlReader.Create(new StringReader(Schema)));
            document.Validate(schemas, null);
            XElement suite = document.Root!.Element("testsuite")!;
            Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Elements("testcase").Elements("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, suite.Elements("testcase").Elements("error").Count());
            Assert.Equal(refused + unknown > 0, suite.Elements("testcase").First().HasElements);
        });

    [Fact]
    public void Any_summary_is_JSON() => s_problem.Array[0, 8].Sample(problems =>
    {
        using var stream = new MemoryStream();
        JsonSummary.Write(stream, Report(problems, new LaunchCounts { Rows = 9, Refused = 9 }));
        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(problems.Length, json.RootElement.GetProperty("problems").GetArrayLength());
    });

    [Fact]
    public void A_command_that_has_not_finished_is_one_error()
    {
        XElement suite = JUnit(new SummaryReport(null, [], s_start, s_start)).Root!.Element("testsuite")!;
        Assert.Equal(
            ("1", "1", "0"), (suite.Attribute("tests")!.Value, suite.Attribute("errors")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(
            "The command did not finish.", suite.Element("testcase")!.Element("error")!.Attribute("message")!.Value);
    }

    [Fact]
    public void Of_100_000_rows_that_went_wrong_a_thousand_are_kept_and_one_case_counts_the_others()
    {
        var list = new ProblemList();
        for (int row = 1; row <= 100_000; row++)
            list.Add(new RunProblem(ProblemState.Refused, row, $"E-{row}", null, "InputInvalid"));
        Assert.Equal(ProblemList.Capacity, list.Items.Count);
        XElement suite = JUnit(Report(list.Items, new LaunchCounts { Rows = 100_000, Refused = 100_000 })).Root!.Element("testsuite")!;
        Assert.Equal("1002", suite.Attribute("tests")!.Value);
        Assert.Equal(
            "99000 more rows or executions.", suite.Elements("testcase").Last().Element("failure")!.Attribute("message")!.Value);
    }

    [Fact]
    public void Launches_add_up_and_a_wait_takes_the_place_of_what_was_counted_before_but_for_failures()
    {
        SummaryCounts launch = new(new LaunchCounts { Rows = 4, Launched = 4 }, default, new ProblemList());
        SummaryCounts all = Wait(4, completed: 2, failed: 2);
        Assert.Equal((4, 4, 2), Totals((true, launch), (false, all)));
        Assert.Equal((4, 4, 2), Totals((true, launch), (false, all), (false, Wait(2, completed: 2, failed: 0))));
        Assert.Equal(
            (4, 4, 1), Totals((true, launch), (false, Wait(4, completed: 1, failed: 0)), (false, Wait(4, completed: 3, failed: 1))));
        Assert.Equal((8, 8, 3), Totals((true, launch), (false, all), (true, launch), (false, Wait(4, completed: 3, failed: 1))));

        static (long Rows, long Executions, long Failed) Totals(params (bool, SummaryCounts)[] parts)
        {
            SummaryCounts total = SummaryTotals.Of(SummaryCounts.None, parts);
            return (total.Launches.Rows, total.Ends.Executions, total.Ends.Failed);
        }

        static SummaryCounts Wait(long executions, long completed, long failed) =>
            new(default, new EndCounts { Executions = executions, Completed = completed, Failed = failed }, new ProblemList());
    }

    [Theory]
    [InlineData(RunEndReason.JournalLost, 1, 4)]
    [InlineData(RunEndReason.RateLimited, 1, 2)]
    [InlineData(RunEndReason.Stopped, 0, 1)]
    [InlineData(null, 0, 0)]
    public void The_gravest_of_several_runs_decides_the_exit_code(RunEndReason? end, long unknown, int exitCode)
    {
        LaunchCounts one = new() { Rows = 1, Launched = 1 };
        LaunchCounts other = one with { EndedBy = end, Unknown = unknown };
        Assert.Equal(exitCode, Summary(one + other).ExitCode);
        Assert.Equal(exitCode, Summary(other + one).ExitCode);
        if (end is not null)
            Assert.Equal(exitCode, Summary(one with { EndedBy = RunEndReason.Stopped } + other).ExitCode);
    }

    private static FlowRunSummary Summary(LaunchCounts launches) =>
        new(SummaryCounts.None with { Launches = launches }, isOfWaitOnly: false);

    private static SummaryReport Report(IReadOnlyList<RunProblem> problems, LaunchCounts launches) =>
        new(Summary(launches), problems, s_start, s_start.AddSeconds(1.5));

    private static XDocument JUnit(SummaryReport report)
    {
        using var stream = new MemoryStream();
        JUnitFile.Write(stream, report);
        stream.Position = 0;
        return XDocument.Load(stream);
    }
}
