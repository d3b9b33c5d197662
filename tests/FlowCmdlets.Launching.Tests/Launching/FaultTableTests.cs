using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>
/// The fault table of docs/errors-and-outcomes.md, row by row: how often one call of the cmdlet launches when its launch meets a fault, by
/// the simulator's count, and which error it writes.
/// With a journal, what was launched is found; nothing more is launched for it.
/// </summary>
public sealed class FaultTableTests : CloudTest
{
    private const string Unknown = "LaunchOutcomeUnknown";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faults-");

    public static TheoryData<string, string?> Faults => new()
    {
        { "connection dropped after the launch", Unknown },
        { "dropped every time", Unknown },
        { "503 after the launch, then OK", Unknown },
        { "503 with Retry-After after the launch, then OK", Unknown },
        { "504 after the launch, then OK", Unknown },
        { "500 after the launch, then OK", Unknown },
        { "launched, then no response", Unknown },
        { "429 with Retry-After, then OK", null },
        { "401, then OK with a new token", null },
        { "nothing listens, then it does", null },
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_call_launches_once(string fault, string? told)
    {
        Transcript transcript = Meet(fault, "");
        Assert.Equal(1, Cloud.LaunchCount);
        Assert.Equal(told, Assert.Single(transcript.Errors.Select(error => error.Id()).DefaultIfEmpty()));
        Assert.Equal(told is null ? 1 : 0, transcript.Output.Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void With_a_journal_one_call_launches_once_and_tells_which_execution_that_is(string fault, string? told)
    {
        _ = told;
        Transcript transcript = Meet(fault, "-Journal $journal").WithoutErrors();
        Assert.Equal(
            Assert.Single(Cloud.Launches).Id, Assert.Single(transcript.OutputOf<GenesysCloud.Launching.Executions.FlowExecution>()).Id);
        Meet("none", "-Journal $journal").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void The_documented_table_has_these_rows()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors-and-outcomes.md"));
        Assert.All(Faults, fault => Assert.Contains(
            $"| {fault.Data.Item1} | 1{(fault.Data.Item2 is null ? "" : ", Unknown")}", page, StringComparison.Ordinal));
    }

    private Transcript Meet(string fault, string parameters)
    {
        var transport = new TestTransport();
        ConnectHurried(timeout: TimeSpan.FromSeconds(100), handler: transport);
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        Run("Get-GenesysFlowInput 'Nightly clean-up'").WithoutErrors();
        if (FaultOf(fault) is { } met)
            Cloud.Faults.Add(met);
        if (fault.StartsWith("401", StringComparison.Ordinal))
            Cloud.EndTokens();
        if (fault.StartsWith("nothing listens", StringComparison.Ordinal))
            transport.UnpluggedFor = 2;
        return Run($"[pscustomobject]@{{ a = 1 }} | Start-GenesysFlow 'Nightly clean-up' -WarningAction Ignore {parameters}");
    }

    private static Fault? FaultOf(string fault) => fault switch
    {
        "connection dropped after the launch" => new(FaultKind.DropAfter),
        "dropped every time" => new(FaultKind.DropAfter) { Times = null },
        "503 after the launch, then OK" => new(FaultKind.StatusAfter) { Status = 503 },
        "503 with Retry-After after the launch, then OK" => new(FaultKind.StatusAfter) { Status = 503, RetryAfterSeconds = 1 },
        "504 after the launch, then OK" => new(FaultKind.StatusAfter) { Status = 504 },
        "500 after the launch, then OK" => new(FaultKind.StatusAfter) { Status = 500 },
        "launched, then no response" => new(FaultKind.HangAfter),
        "429 with Retry-After, then OK" => new(FaultKind.TooManyRequests) { RetryAfterSeconds = 1 },
        _ => null,
    };
}
