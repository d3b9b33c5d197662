using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Flows;

/// <summary>What flows declare goes to a file, with which a simulator stands in for the organization.</summary>
public sealed class ExportTests : CloudTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("export").FullName;

    private string FlowsFile => Path.Combine(_folder, "flows.json");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Transcript Export(string arguments)
    {
        Shell["file"] = FlowsFile;
        return Run($"Export-GenesysFlowDefinition $file {arguments}");
    }

    private JsonNode[] Exported() => [.. JsonNode.Parse(File.ReadAllText(FlowsFile))!["flows"]!.AsArray().Select(flow => flow!)];

    private string[] ExportedNames() => [.. Exported().Select(flow => (string)flow["name"]!)];

    [Fact]
    public async Task A_simulator_with_the_file_has_the_same_flows_with_the_same_schemas_in_all_versions()
    {
        GenesysCloudSession session = ConnectHurried();
        Export("-AllVersions").WithoutErrors();
        await using CloudSimulator copy = await CloudSimulator.StartAsync(
            new SimulatorOptions { FlowsFile = FlowsFile }, TestContext.Current.CancellationToken);
        ArchitectApi original = session.Client.Architect;
        Shell["url"] = copy.BaseAddress.ToString();
        Connect();
        ArchitectApi copied = DefaultSessionOfShell().Client.Architect;

        Assert.Equal(Cloud.Flows.Where(flow => !flow.Deleted).Select(Facts).Order(), copy.Flows.Select(Facts).Order());
        foreach (SimulatedFlow flow in copy.Flows)
        {
            JsonNode? current = await SchemasAsync(original, flow.Id, null);
            Assert.True(JsonNode.DeepEquals(current, await SchemasAsync(copied, flow.Id, null)), flow.Name);
            foreach (SimulatedVersion version in flow.Versions)
            {
                Assert.True(
                    JsonNode.DeepEquals(
                        await SchemasAsync(original, flow.Id, version.Id), await SchemasAsync(copied, flow.Id, version.Id)),
                    $"{flow.Name} {version.Id}");
            }
        }
    }

    [Fact]
    public async Task A_launch_is_checked_by_the_file_s_simulator_as_by_the_organization()
    {
        GenesysCloudSession session = ConnectHurried();
        Export("'Onboard employee'").WithoutErrors();
        await using CloudSimulator copy = await CloudSimulator.StartAsync(
            new SimulatorOptions { FlowsFile = FlowsFile }, TestContext.Current.CancellationToken);
        Shell["url"] = copy.BaseAddress.ToString();
        Connect();
        GenesysCloudSession other = DefaultSessionOfShell();
        string id = Assert.Single(copy.Flows).Id;
        (string Input, object Value)[] launches =
        [
            ("Flow.startDate", "2026-12-01"), ("Flow.startDate", "soon"),
            ("Flow.badgeNumber", "many"), ("Flow.equipment", new[] { "desk" }),
        ];
        foreach ((string input, object value) in launches)
        {
            var request = new FlowExecutionLaunchRequest(
                id, InputData: new Dictionary<string, object?> { ["Flow.userId"] = "someone", [input] = value });
            Assert.Equal(await OutcomeAsync(session), await OutcomeAsync(other));

            async Task<string> OutcomeAsync(GenesysCloudSession at)
            {
                LaunchOutcome outcome = await at.Client.Architect.LaunchAsync(request, null, TestContext.Current.CancellationToken);
                return outcome is LaunchOutcome.Refused refused
                    ? $"{refused.Reason.Status} {refused.Reason.Code}: {refused.Reason.Error?.Message}"
                    : outcome.GetType().Name;
            }
        }

        Assert.Equal((2, 2), (Cloud.LaunchCount, copy.LaunchCount));
    }

    [Fact]
    public void A_file_has_what_flows_declare_and_nothing_else()
    {
        Connect();
        Export("'Onboard employee'").WithoutErrors();
        JsonNode flow = Assert.Single(Exported());
        Assert.Equal(["name", "id", "type", "division", "versions"], flow.AsObject().Select(member => member.Key));
        JsonNode version = Assert.Single(flow["versions"]!.AsArray())!;
        Assert.Equal(["id", "inputSchema", "outputSchema"], version.AsObject().Select(member => member.Key));
        Assert.Equal("3.0", (string)version["id"]!);
        Assert.DoesNotContain(SimulatedClients.Administrator.Secret, File.ReadAllText(FlowsFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_description_stays_as_it_is()
    {
        const string Schema = """{"type":"object","properties":{"Flow.note":{"description":"cut \uD83D","type":"string"}}}""";
        using var schema = JsonDocument.Parse(Schema);
        Cloud.AddFlow(new SimulatedFlow { Name = "Cut", InputSchema = schema.RootElement.Clone() });
        Connect();
        Export("Cut").WithoutErrors();
        Assert.Contains("\"description\":\"cut \\uD83D\"", File.ReadAllText(FlowsFile), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("-Flow 'Close ticket', 'Open*'", "Close ticket|Open ticket")]
    [InlineData("-Flow 'Open*', 'open ticket'", "Open ticket")]
    public void Flows_are_named_as_everywhere(string arguments, string expected)
    {
        Connect();
        Export(arguments).WithoutErrors();
        Assert.Equal(expected.Split('|'), ExportedNames());
    }

    [Fact]
    public void Flows_come_through_the_pipeline_too()
    {
        Connect();
        Shell["file"] = FlowsFile;
        Transcript run = Run("Get-GenesysFlow *ticket | Export-GenesysFlowDefinition $file -PassThru").WithoutErrors();
        Assert.Equal(FlowsFile, Assert.Single(run.OutputOf<FileInfo>()).FullName);
        Assert.Equal(["Close ticket", "Open ticket"], ExportedNames());
        Run("'Open ticket' | Export-GenesysFlowDefinition $file").WithoutErrors();
        Assert.Equal(["Open ticket"], ExportedNames());
    }

    [Fact]
    public void A_flow_that_was_never_published_has_no_version()
    {
        Connect();
        Export("'Draft: survey follow-up'").WithoutErrors();
        Assert.Empty(Assert.Single(Exported())["versions"]!.AsArray());
    }

    [Theory]
    [InlineData("-Flow 'nothing*'", "NothingToExport")]
    [InlineData("-Flow 'Onboard employee', 'Onbord employee'", "FlowNotFound")]
    [InlineData("-NoClobber", "NoClobber")]
    public void A_failure_leaves_the_file_of_before(string arguments, string id)
    {
        Connect();
        File.WriteAllText(FlowsFile, "before");
        Assert.Equal(id, Export(arguments).Terminating?.Id());
        Assert.Equal("before", File.ReadAllText(FlowsFile));
        Assert.Equal([FlowsFile], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_pipe_is_not_replaced_by_a_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Windows has no pipes among its files.");
        Connect();
        using (var make = System.Diagnostics.Process.Start("mkfifo", [FlowsFile]))
            make.WaitForExit();
        ErrorRecord error = Export("").Terminating!;
        Assert.Equal("FileNotWritten", error.Id());
        Assert.Contains("a device or a pipe, not a file", error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_is_not_replaced_though_it_is_in_use()
    {
        Connect();
        Shell["journal"] = FlowsFile;
        Transcript transcript = Run(
            "[pscustomobject]@{ UserId = '6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01' } | " +
            "Start-GenesysFlow 'Onboard employee' -Journal $journal | " +
            "ForEach-Object { try { Export-GenesysFlowDefinition $journal -Force } catch { $_ } }");
        ErrorRecord error = Assert.Single(transcript.OutputOf<ErrorRecord>());
        Assert.Equal("FileNotWritten", error.Id());
        Assert.EndsWith("It is a journal, which records what was launched.", error.Text(), StringComparison.Ordinal);
        Assert.Single(Run("Get-GenesysFlowJournal $journal").WithoutErrors().Output);
        Assert.Equal("FileNotWritten", Run("Export-GenesysFlowDefinition /dev/stdout").Terminating!.Id());
    }

    [Fact]
    public void A_path_with_a_character_that_no_path_has_is_refused()
    {
        Connect();
        ErrorRecord error = Run("Export-GenesysFlowDefinition \"a`0b.json\"").Terminating!;
        Assert.Equal("PathNotFile", error.Id());
        Assert.Contains("NUL character", error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_flows_does_not_export_all_of_them()
    {
        Connect();
        Shell["file"] = FlowsFile;
        Assert.Equal("NothingToExport", Run("Get-GenesysFlow nothing* | Export-GenesysFlowDefinition $file").Terminating?.Id());
        Assert.False(File.Exists(FlowsFile));
    }

    [Fact]
    public void A_flow_that_cannot_be_read_leaves_the_file_of_before()
    {
        Connect();
        string id = Cloud.Flows.First(flow => flow.Name == "Open ticket").Id;
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Path = $"/api/v2/flows/{id}", Status = 403 });
        File.WriteAllText(FlowsFile, "before");
        Assert.NotNull(Export("*ticket").Terminating);
        Assert.Equal("before", File.ReadAllText(FlowsFile));
    }

    [Fact]
    public void A_read_only_file_is_replaced_by_Force_alone()
    {
        Connect();
        File.WriteAllText(FlowsFile, "before");
        File.SetAttributes(FlowsFile, FileAttributes.ReadOnly);
        ErrorRecord? error = Export("'Open ticket'").Terminating;
        Assert.Equal("FileNotWritten", error?.Id());
        Assert.Contains("-Force", error!.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(FlowsFile));
        Export("'Open ticket' -Force").WithoutErrors();
        Assert.Equal(["Open ticket"], ExportedNames());
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
    {
        Connect();
        Shell["file"] = Path.Combine(_folder, "missing", "flows.json");
        ErrorRecord? error = Run("Export-GenesysFlowDefinition $file 'Open ticket'").Terminating;
        Assert.Equal("FileNotWritten", error?.Id());
        Assert.Contains(Path.Combine(_folder, "missing"), error!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_and_reads_nothing()
    {
        Connect();
        int before = Cloud.Requests.Count;
        Export("-WhatIf").WithoutErrors();
        Assert.Equal(before, Cloud.Requests.Count);
        Assert.False(File.Exists(FlowsFile));
    }

    [Fact]
    public void A_link_keeps_leading_to_its_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Connect();
        string link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, FlowsFile);
        Shell["link"] = link;
        Run("Export-GenesysFlowDefinition $link 'Open ticket'").WithoutErrors();
        Assert.Equal(FlowsFile, new FileInfo(link).LinkTarget);
        Assert.Equal(["Open ticket"], ExportedNames());
    }

    private GenesysCloudSession DefaultSessionOfShell() =>
        Assert.Single(Run("Get-GenesysCloudSession").WithoutErrors().OutputOf<GenesysCloudSession>());

    private static string Facts(SimulatedFlow flow) =>
        $"{flow.Id} {flow.Name} {flow.Type} {flow.Division} {string.Join(' ', flow.Versions.Select(version => version.Id))}";

    private static async Task<JsonNode?> SchemasAsync(ArchitectApi api, string flowId, string? version)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        if (version is null)
        {
            Flow flow = await api.GetFlowAsync(flowId, cancellationToken);
            return JsonSerializer.SerializeToNode(new { flow.InputSchema, flow.OutputSchema });
        }

        FlowVersion read = await api.GetFlowVersionAsync(flowId, version, cancellationToken);
        return JsonSerializer.SerializeToNode(new { read.InputSchema, read.OutputSchema });
    }
}
