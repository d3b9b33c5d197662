using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>The data of instances is downloaded into files.</summary>
public sealed class SaveInstanceTests : CloudTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genesysflows-");

    public SaveInstanceTests() => Shell["folder"] = Path.Combine(_folder.FullName, "data");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_Find_returns_and_executions_are_saved_one_file_each()
    {
        ConnectHurried();
        Launch(2);
        Transcript transcript = Run("Find-GenesysFlowInstance | Save-GenesysFlowInstanceData -Path $folder -PassThru").WithoutErrors();
        Assert.Equal(Files(), transcript.OutputOf<FileInfo>().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Cloud.Launches.Select(launch => $"{launch.Id}.json").Order(StringComparer.Ordinal), Files());
        using var data = JsonDocument.Parse(File.ReadAllText(transcript.OutputOf<FileInfo>()[0].FullName));
        Assert.True(data.RootElement.GetProperty("flow").TryGetProperty("execution", out _));

        Assert.Empty(Run("$run[0] | Save-GenesysFlowInstanceData -Path $folder/other").WithoutErrors().Output);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "data", "other", $"{Cloud.Launches[0].Id}.json")));
    }

    [Fact]
    public void A_file_that_exists_is_not_downloaded_again_unless_forced()
    {
        ConnectHurried();
        Launch(2);
        string first = Path.Combine(_folder.FullName, "data", $"{Cloud.Launches[0].Id}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(first)!);
        File.WriteAllText(first, "kept");
        Run("$run | Save-GenesysFlowInstanceData -Path $folder").WithoutErrors();
        Assert.Equal("kept", File.ReadAllText(first));
        Assert.Equal(1, Downloads());
        Assert.Equal(2, Files().Length);

        Run("$run | Save-GenesysFlowInstanceData -Path $folder").WithoutErrors();
        Assert.Equal(1, Downloads());
        Run("$run | Save-GenesysFlowInstanceData -Path $folder -Force").WithoutErrors();
        Assert.NotEqual("kept", File.ReadAllText(first));
    }

    [Fact]
    public void A_path_that_is_a_file_is_an_error_and_nothing_is_downloaded()
    {
        ConnectHurried();
        Launch(1);
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "kept");
        ErrorRecord error = Run($"$run | Save-GenesysFlowInstanceData -Path '{file}'").Terminating!;
        Assert.Equal(("FileNotWritten", $"'{file}' is a file, not a folder, so no files were written."), (error.Id(), error.Text()));
        Assert.Equal((0, "kept"), (Downloads(), File.ReadAllText(file)));
    }

    [Fact]
    public void An_instance_without_data_is_an_error_with_its_id_and_status_and_the_others_are_saved()
    {
        ConnectHurried();
        Launch(1);
        const string Missing = "00000000-0000-4000-8000-00000000dead";
        Transcript transcript = Run($"'{Missing}', $run[0].Id | Save-GenesysFlowInstanceData -Path $folder");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(("InstanceDataUnavailable", Missing), (error.Id(), error.TargetObject));
        Assert.Contains(Missing, error.Text(), StringComparison.Ordinal);
        Assert.Contains("404", error.Text(), StringComparison.Ordinal);
        Assert.Equal([$"{Cloud.Launches[0].Id}.json"], Files());
    }

    [Fact]
    public void Where_execution_data_is_off_the_error_says_how_to_turn_it_on()
    {
        ConnectHurried();
        Launch(1);
        Cloud.Settings.ExecutionData = false;
        ErrorRecord error = Assert.Single(Run("$run | Save-GenesysFlowInstanceData -Path $folder").Errors);
        Assert.Equal("ExecutionDataOff", error.Id());
        Assert.Contains("PATCH /api/v2/flows/instances/settings/executiondata", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_permission_the_command_ends_with_an_error_that_names_it()
    {
        ConnectHurried();
        Launch(1);
        ConnectHurried(SimulatedClients.ViewOnly);
        Transcript transcript = Run("$run | Save-GenesysFlowInstanceData -Path $folder");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Contains("architect:flowInstance:view", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signed_address_is_on_no_stream_and_no_token_is_sent_to_it()
    {
        ConnectHurried();
        Launch(1);
        Transcript transcript = Run("$run | Save-GenesysFlowInstanceData -Path $folder -PassThru -Verbose -Debug").WithoutErrors();

        // The simulator refuses requests with a token, so a file proves that none was sent.
        Assert.Single(Files());
        string signature = Cloud.Requests.Single(IsDownload).Query.Split('=')[1];
        Assert.Equal(64, signature.Length);
        Assert.All(transcript.All, said => Assert.DoesNotContain(signature, $"{said}", StringComparison.Ordinal));
        Assert.Contains(transcript.Debug, line => line.Contains("execution data file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(302, "redirects")]
    [InlineData(403, "status 403")]
    public void A_download_that_redirects_or_has_expired_is_an_error_and_leaves_no_part_of_a_file(int status, string reason)
    {
        ConnectHurried();
        Launch(1);
        Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore)
        {
            Method = "GET",
            Path = "/executiondata/",
            Status = status,
            Headers = new Dictionary<string, string> { ["Location"] = "https://elsewhere.example/?signature=secret" },
        });
        ErrorRecord error = Assert.Single(Run("$run | Save-GenesysFlowInstanceData -Path $folder").Errors);
        Assert.Equal("InstanceDownloadFailed", error.Id());
        Assert.Contains(reason, error.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", error.Text(), StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_download_that_breaks_off_is_sent_again()
    {
        ConnectHurried();
        Launch(1);
        Cloud.Faults.Add(new Fault(FaultKind.TruncatedBody) { Method = "GET", Path = "/executiondata/" });
        Run("$run | Save-GenesysFlowInstanceData -Path $folder").WithoutErrors();
        Assert.Single(Files());
        Assert.Equal(2, Downloads());
    }

    [Fact]
    public void A_job_that_does_not_finish_in_time_is_an_error_for_each_instance()
    {
        ConnectHurried();
        Launch(2);
        Cloud.Settings.InstanceJobDuration = TimeSpan.FromDays(1);
        Transcript transcript = Run("$run | Save-GenesysFlowInstanceData -Path $folder -Timeout 2");
        Assert.Equal(["InstanceDataJobFailed", "InstanceDataJobFailed"], transcript.Errors.Select(error => error.Id()));
        Assert.Contains("didn't finish within 00:00:02", transcript.Errors[0].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_instances_are_prepared_with_one_job_for_fifty()
    {
        ConnectHurried();
        Run("$null = 1..60 | ForEach-Object { [pscustomobject]@{ FlowId = 'Nightly clean-up' } } | Start-GenesysFlow -IgnoreColumn * -Wait")
            .WithoutErrors();
        Run("Find-GenesysFlowInstance | Save-GenesysFlowInstanceData -Path $folder").WithoutErrors();
        Assert.Equal(60, Files().Length);
        Assert.Equal(2, Cloud.Requests.Count(
            request => request is { Method: "POST", Path: "/api/v2/flows/instances/jobs" }));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a b")]
    [InlineData("..")]
    public void An_id_that_is_no_plain_file_name_is_refused(string id)
    {
        ConnectHurried();
        ErrorRecord error = Assert.Single(Run($"Save-GenesysFlowInstanceData '{id}' $folder").Errors);
        Assert.Equal("InstanceIdInvalid", error.Id());
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "data")));
    }

    [Fact]
    public void WhatIf_saves_nothing_and_sends_nothing()
    {
        ConnectHurried();
        Launch(1);
        Run("$run | Save-GenesysFlowInstanceData -Path $folder -WhatIf").WithoutErrors();
        Assert.DoesNotContain(Cloud.Requests, request => request.Path.Contains("instances", StringComparison.Ordinal));
    }

    private void Launch(int count) =>
        Run($"$run = @(1..{count} | ForEach-Object {{ Start-GenesysFlow 'Nightly clean-up' -Wait }})").WithoutErrors();

    private string[] Files()
    {
        string data = Path.Combine(_folder.FullName, "data");
        return Directory.Exists(data)
            ? [.. Directory.GetFiles(data).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];
    }

    private int Downloads() => Cloud.Requests.Count(IsDownload);

    private static bool IsDownload(RequestRecord request) => request.Path.StartsWith("/executiondata/", StringComparison.Ordinal);
}
