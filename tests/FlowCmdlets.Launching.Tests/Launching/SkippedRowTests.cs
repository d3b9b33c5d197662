using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>A person at the prompt learns that rows were skipped; scripts are not disturbed.</summary>
public sealed class SkippedRowTests : CloudTest
{
    private const string Launch =
        "'E1', 'E2' | ForEach-Object { [pscustomobject]@{ employee = $_; badgeNumber = $(if ($_) { 7 }) } } | " +
        "Start-GenesysFlow 'Onboard employee' -Journal $journal -Key employee -WarningAction Ignore";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skipped-");

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void At_a_prompt_a_run_that_skipped_rows_says_so()
    {
        ConnectHurried();
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        Assert.DoesNotContain(Run(Launch).WithoutErrors().Information, text => text.Contains("before", StringComparison.Ordinal));
        Assert.Contains("0 launched, 2 launched before by run.jsonl", Run(Launch).WithoutErrors().HostLines);
        Assert.Contains(
            "0 launched, 2 launched before by run.jsonl, 1 skipped",
            Run(Launch.Replace("'E1', 'E2'", "'E1', 'E2', ''", StringComparison.Ordinal)).WithoutErrors().HostLines);
    }

    [Theory]
    [InlineData("& { {0} }")]
    [InlineData("function Resume { {0} }; Resume")]
    public void A_script_is_not_disturbed(string script)
    {
        ConnectHurried();
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        Run(Launch).WithoutErrors();
        Transcript transcript = Run(script.Replace("{0}", Launch, StringComparison.Ordinal)).WithoutErrors();
        Assert.Empty(transcript.HostLines);
        Assert.Empty(transcript.Output);
    }

    [Fact]
    public void A_person_who_ignores_information_sees_none()
    {
        ConnectHurried();
        Shell["journal"] = Path.Combine(_folder.FullName, "run.jsonl");
        Run(Launch).WithoutErrors();
        Assert.Empty(Run(Launch + " -InformationAction Ignore").WithoutErrors().HostLines);
    }
}
