using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>What holds of every launch, for any table of text and any flow that declares inputs.</summary>
public sealed class LaunchedRowProperties : CloudTest
{
    private const string Constant = "Flow.constant";

    private static readonly JsonSerializerOptions s_unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> s_names = Gen.OneOf(
        "id", "ID ", "Flow.id", "level", "Level", "lvl", "levl", "Level 1", "note", "\u00A0remark", "m\uFFFDller", "x;y", "other");

    private static readonly Gen<string> s_cells = Gen.Frequency(
        (4, Gen.Const("")),
        (3, Gen.OneOf(" ", "1", "true", "E1", "1.5E+10", "#N/A", "[]", "a;b", "\u00A0", "{\"a\": [\"\\uFFFD\"]}")),
        (1, Gen.String),
        (1, Gen.String.Select(text => text + "\uFFFD")));

    private static readonly Gen<SimulatedInput[]> s_inputs = Gen.Select(
            Gen.OneOf("Flow.id", "Flow.level", "Flow.note", "Flow.remark"),
            Gen.OneOf(ArchitectType.String, ArchitectType.Integer, ArchitectType.Boolean, ArchitectType.Json))
        .Array[1, 4]
        .Select(inputs => inputs.DistinctBy(input => input.Item1).Select(input => new SimulatedInput(input.Item1, input.Item2)).ToArray());

    [Fact]
    public void A_row_is_launched_only_if_one_of_its_own_cells_reaches_the_flow_and_never_with_a_character_that_could_not_be_read()
    {
        Connect();
        int flows = 0;
        int launches = 0;
        var rows = Gen.Select(s_names.Array[1, 4], s_cells.Array[4].Array[1, 4], (names, cells) => (names, cells));
        Gen.Select(s_inputs, rows, Gen.Bool).Sample(
            (inputs, table, isStrict) =>
            {
                // A name of its own, so that what the session knows of another does not count.
                var flow = new SimulatedFlow { Name = $"Flow {++flows}", Inputs = [.. inputs, new SimulatedInput(Constant)] };
                Cloud.AddFlow(flow);
                string[] columns = [.. table.names.Distinct(StringComparer.OrdinalIgnoreCase)];
                Shell["rows"] = table.cells.Select(cells => Row(columns, cells)).ToArray();
                int before = Cloud.LaunchCount;
                Run(
                    $"$rows | Start-GenesysFlow '{flow.Name}' -InputData @{{ constant = 'all' }} -Strict:${isStrict} " +
                    "-ErrorAction SilentlyContinue -WarningAction SilentlyContinue");

                foreach (LaunchRecord launch in Cloud.Launches.Skip(before))
                {
                    launches++;
                    JsonElement data = launch.InputData!.Value;
                    Assert.Contains(data.EnumerateObject(), input => input.Name != Constant);
                    Assert.DoesNotContain("\uFFFD", JsonSerializer.Serialize(data, s_unescaped), StringComparison.Ordinal);
                }
            },
            iter: 200,
            threads: 1);
        Assert.True(launches > 0, "Nothing was launched, so that nothing was shown.");
    }

    private static PSObject Row(string[] columns, string[] cells)
    {
        var row = new PSObject();
        for (int i = 0; i < columns.Length; i++)
            row.Properties.Add(new PSNoteProperty(columns[i], cells[i]));
        return row;
    }
}
