using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Executions come back from CLIXML and JSON as what they were: to look at, to wait for, and as input.</summary>
public sealed class SerializedExecutionTests : JournalTest
{
    private const string Clixml = "Export-Clixml $file; Import-Clixml $file";
    private const string Json = "ConvertTo-Json -Depth 4 | Set-Content $file; Get-Content $file -Raw | ConvertFrom-Json";

    private static readonly string[] s_kept =
    [
        "Id", "Name", "FlowId", "FlowName", "FlowVersion", "Outcome", "Status", "DateLaunched", "DateCompleted", "CompletionReason",
        "agentId", "Full name", "day", "tags",
    ];

    public static TheoryData<string> Formats => [Clixml, Json];

    public SerializedExecutionTests() => Shell["file"] = Path.Combine(Folder, "executions");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Results_and_columns_are_kept(string format)
    {
        Transcript transcript = Run($$"""
            [pscustomobject]@{ agentId = '452'; 'Full name' = 'Ü'; day = [datetime]'2026-12-01'; tags = 'a', 'b' } |
                Start-GenesysFlow 'Get time-off balance' -WarningAction Ignore | Wait-GenesysFlowExecution -OutVariable before | {{format}}
            """).WithoutErrors();
        PSObject before = Assert.Single(Run("$before").Output), after = Assert.Single(transcript.Output);
        Shell["after"] = after;
        Assert.Equal(NamesOf(before), NamesOf(after));
        Assert.All(s_kept, name => Assert.Equal(before.Properties[name].Value, after.Properties[name].Value));
        Transcript outputs = Run("$after.Output.'Flow.statusCode'; $after.Output.'Flow.balanceMinutesPerDay'").WithoutErrors();
        Assert.Equal([200L, "1440", "960"], outputs.Output.Select(value => value.BaseObject));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_went_wrong_is_kept(string format)
    {
        Transcript transcript = Run($$"""
            $after = $(Start-GenesysFlow 'Charge card' @{ externalContactId = 'c'; amount = 1 } |
                Wait-GenesysFlowExecution -OutVariable before | {{format}})
            $after.Error.ErrorCode; $after.Error.Message
            $before.Error.ErrorCode; $before.Error.Message
            """).WithoutErrors();
        Assert.Equal("error.workflow.dataaction.failed", transcript.Output[0].BaseObject);
        object[] told = [.. transcript.Output.Select(value => value.BaseObject)];
        Assert.Equal(told[2..], told[..2]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void They_can_be_waited_for(string format)
    {
        Rows(2);
        Transcript transcript = Run($"$rows | Start-GenesysFlow 'Count rows' | {format} | Wait-GenesysFlowExecution").WithoutErrors();
        Assert.Equal(
            Cloud.Launches.Select(launch => ((object)$"{RowOf(launch)}", (object)launch.Id)).Order(),
            transcript.Output.Select(item => (item.Properties["row"].Value, item.Properties["Id"].Value)).Order());
        Assert.All(
            transcript.OutputOf<FlowExecution>(),
            execution => Assert.Equal(("COMPLETED", "Count rows"), (execution.Status, execution.FlowName)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void They_are_input_again_and_with_a_journal_launch_nothing_twice(string format)
    {
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Types",
            Inputs =
            [
                new("Flow.day", ArchitectType.Date), new("Flow.at", ArchitectType.DateTime), new("Flow.rate", ArchitectType.Decimal),
                new("Flow.names") { IsList = true }, new("Flow.id"),
            ],
        });
        Transcript transcript = Run($$"""
            $row = [pscustomobject]@{
                Id = 'E-1'; day = [datetime]'2026-12-01'; at = [datetimeoffset]'2026-12-01T10:00:00+01:00'; rate = 1.5; names = 'a', 'b'
            }
            $after = $($row | Start-GenesysFlow Types -Journal $journal -Key Id | Wait-GenesysFlowExecution | {{format}})
            $after | Start-GenesysFlow Types -Journal $journal -Key Id -Strict
            $after | Start-GenesysFlow Types -Strict
            """).WithoutErrors();
        Assert.Single(transcript.Output);
        Assert.Equal(2, Cloud.LaunchCount);
        string inputs = Assert.Single(Cloud.Launches.Select(launch => launch.InputData.ToString()!).Distinct());
        Assert.Equal(
            """{"Flow.day":"2026-12-01","Flow.at":"2026-12-01T09:00:00.000Z","Flow.rate":1.5,"Flow.names":["a","b"],"Flow.id":"E-1"}""",
            inputs);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Rows_that_were_refused_are_input_again(string format)
    {
        Transcript transcript = Run($$"""
            $row = [pscustomobject]@{ row = 'x'; text = 'kept' }
            $after = $($row | Start-GenesysFlow 'Count rows' -PassThru -ErrorAction Ignore | {{format}})
            $after.Outcome
            $after.row = '7'
            $after | Start-GenesysFlow 'Count rows' -Strict
            """).WithoutErrors();
        Assert.Equal("Refused", transcript.Output[0].BaseObject);
        Assert.Equal("""{"Flow.row":7,"Flow.text":"kept"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    private static IEnumerable<string> NamesOf(PSObject item) =>
        item.Properties.Select(property => property.Name).Order(StringComparer.Ordinal);
}
