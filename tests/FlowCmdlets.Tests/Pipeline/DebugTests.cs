using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>With -Debug, each request is one line, and a script runs on at warnings as it does without.</summary>
public sealed class DebugTests : CloudTest
{
    private const string Warning = "Get-GenesysFlow -Type workflow -Division Home, nowhere -Debug";

    public static TheoryData<string> Scripts =>
    [
        "Test-GenesysCloudAccess 'Onboard employee' -Debug",
        "Get-GenesysFlow -Debug",
        "Get-GenesysFlow 'Onboard employee' -Debug",
        "Get-GenesysFlowInput 'Onboard employee' -Debug",
        "Get-GenesysFlowOutput 'Onboard employee' -Debug",
        "Start-GenesysFlow 'Nightly clean-up' -Debug",
        "Start-GenesysFlow 'Nightly clean-up' -Wait -Debug",
        "Start-GenesysFlow 'Nightly clean-up' | Get-GenesysFlowExecution -Debug",
        "Start-GenesysFlow 'Nightly clean-up' | Wait-GenesysFlowExecution -Debug",
        "Invoke-GenesysCloudApi routing/queues -Query @{ name = 'in-the-query' } -Paginate -Debug",
        "Invoke-GenesysCloudApi 'routing/queues?name=in-the-query' POST -Body @{ name = 'in-the-body' } -Debug",
        "Get-GenesysCloudAccessToken -Debug",
        "Disconnect-GenesysCloud -Debug",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Each_request_is_one_line_without_query_body_and_headers(string script)
    {
        ConnectHurried();
        int before = Cloud.Requests.Count;
        Transcript transcript = Run(script).WithoutErrors();
        RequestRecord[] sent = [.. Cloud.Requests.Skip(before)];
        // A cmdlet that is piped to has no part in the requests of the one before.
        RequestRecord[] told = [.. sent.Where(request => !script.Contains('|', StringComparison.Ordinal) || request.Method == "GET")];
        Assert.All(transcript.Debug, line => Assert.Matches(
            @"^(GET|HEAD|POST|DELETE) /(api/v2|oauth)/[\w/.-]+ \d{3} attempt=1 \d+ ms correlation=[0-9a-f-]{36} quota=(\d+|-)$", line));
        Assert.Superset(
            transcript.Debug.Select(line => string.Join(' ', line.Split(' ')[..3])).ToHashSet(),
            sent.Select(request => $"{request.Method} {request.Path} {request.Status}").ToHashSet());
        Assert.InRange(transcript.Debug.Count, script.Contains('|', StringComparison.Ordinal) ? 1 : told.Length, sent.Length);
        Assert.All(transcript.Debug, line => Assert.DoesNotContain("in-the-", line, StringComparison.Ordinal));
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public void A_warning_under_Debug_does_not_ask_and_the_script_runs_on()
    {
        Connect();
        Transcript transcript = Run($"{Warning} | Out-Null; 'after'").WithoutErrors();
        Assert.Equal("after", Assert.Single(transcript.Output).BaseObject);
        Assert.Single(transcript.Warnings);
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public void A_warning_under_Debug_can_be_redirected_and_collected()
    {
        Connect();
        Transcript transcript = Run($"""
            $redirected = {Warning} 3>&1 | Where-Object GetType -is [System.Management.Automation.WarningRecord]
            @({Warning} 3>&1).Where{"{"} $_ -is [System.Management.Automation.WarningRecord] {"}"}.Count
            {Warning} -WarningVariable collected | Out-Null
            $collected.Count
            """).WithoutErrors();
        Assert.Equal([1, 1], transcript.Output.Select(item => item.BaseObject));
    }

    [Theory]
    [InlineData("$WarningPreference = 'SilentlyContinue'", "", 0)]
    [InlineData("", "-WarningAction SilentlyContinue", 0)]
    [InlineData("", "-WarningAction Continue", 1)]
    public void The_preference_for_warnings_counts_under_Debug_too(string before, string parameter, int warnings)
    {
        Connect();
        Assert.Equal(warnings, Run($"{before}; {Warning} {parameter} | Out-Null").WithoutErrors().Warnings.Count);
    }

    [Fact]
    public void A_warning_under_Debug_ends_the_script_if_the_preference_says_so()
    {
        Connect();
        Transcript transcript = Run($"$WarningPreference = 'Stop'; {Warning}; 'after'");
        Assert.NotNull(transcript.Terminating);
        Assert.DoesNotContain(transcript.Output, item => "after".Equals(item.BaseObject));
    }
}
