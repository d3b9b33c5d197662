using System.Management.Automation;
using System.Reflection;
using System.Text;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>No secret, token, body or header on any stream, in any error, or in any property of any object.</summary>
public sealed class SecretTests : CloudTest
{
    private const string Personal = "personal-data-of-somebody";

    // Everything there is to say, without the questions that -Debug asks at warnings and errors.
    private const string Talkative = "-Verbose -Debug -WarningAction Continue -ErrorAction Continue -InformationAction Continue";

    private static readonly string s_secret = SimulatedClients.Administrator.Secret;
    private readonly HashSet<string> _forbidden = [s_secret, Personal, "Bearer", "Basic "];

    /// <summary>The main job, with errors of many kinds in it.</summary>
    private static string Job => $$"""
        Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -PassThru {{Talkative}}
        Connect-GenesysCloud $url -Credential $credential -PassThru {{Talkative}}
        Get-GenesysCloudSession {{Talkative}}
        Test-GenesysCloudAccess 'Onboard employee' {{Talkative}}
        Get-GenesysFlow {{Talkative}} | Select-Object -First 3
        Get-GenesysFlow 'Onbord employee' {{Talkative}}
        Get-GenesysFlowInput 'Onboard employee' {{Talkative}}
        $runs = 'm1', 'm2', 'm3', 'm4', 'm5' | ForEach-Object { [pscustomobject]@{ message = '{{Personal}}' } } |
        """ + $$"""
         Start-GenesysFlow 'Notify supervisors' -PassThru {{Talkative}}
        $runs | Get-GenesysFlowExecution {{Talkative}}
        $runs | Wait-GenesysFlowExecution {{Talkative}}
        """;

    [Fact]
    public async Task No_secret_is_on_any_stream_or_in_any_object()
    {
        Shell["credential"] = new PSCredential(SimulatedClients.Administrator.Id, Secure(s_secret));
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 409, Skip = 1 });
        Cloud.Faults.Add(new Fault(FaultKind.DropAfter) { Skip = 1 });
        Cloud.Faults.Add(new Fault(FaultKind.UnreadableBody) { Skip = 1 });
        Transcript transcript = Run(Job);
        Assert.Equal(
            [
                "ExecutionIdMissing", "ExecutionIdMissing", "ExecutionIdMissing",
                "FlowNotFound", "LaunchOutcomeUnknown", "LaunchOutcomeUnknown", "RequestConflict",
            ],
            transcript.Errors.Select(error => error.Id()).Order(StringComparer.Ordinal));
        Assert.True(transcript.Debug.Count > 10);
        Assert.True(transcript.Verbose.Count > 5);
        _forbidden.Add(await TokenOfAsync(Shell.DefaultSession!));
        foreach (StreamRecord said in transcript.All)
            Assert.All(ReachableTexts.Of(said.Value), Harmless);
    }

    [Fact]
    public async Task No_secret_is_in_the_views_of_any_object()
    {
        Shell["credential"] = new PSCredential(SimulatedClients.Administrator.Id, Secure(s_secret));
        Transcript transcript = Run($"& {{ {Job} }} *>&1 | Out-Default");
        Assert.True(transcript.HostLines.Count > 30);
        string[] forbidden = [s_secret, await TokenOfAsync(Shell.DefaultSession!), "Bearer"];
        Assert.All(
            transcript.HostLines, line => Assert.All(forbidden, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_given_token_is_nowhere_to_be_read()
    {
        string token = await IssueTokenAsync();
        Shell["token"] = Secure(token);
        _forbidden.Add(token);
        Transcript transcript = Run(
            $"Connect-GenesysCloud $url -AccessToken $token -PassThru {Talkative}; Get-GenesysFlow {Talkative}; " +
            $"Get-GenesysFlow nope {Talkative}");
        Assert.Single(transcript.Errors);
        foreach (StreamRecord said in transcript.All)
            Assert.All(ReachableTexts.Of(said.Value), Harmless);
    }

    [Fact]
    public void Refused_credentials_are_not_repeated()
    {
        Shell["secret"] = Secure("not-the-right-secret");
        Shell["token"] = Secure("not-a-good-token");
        _forbidden.UnionWith(["not-the-right-secret", "not-a-good-token", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{SimulatedClients.Administrator.Id}:not-the-right-secret"))]);
        foreach (string how in (string[])["-ClientId $id -ClientSecret $secret", "-AccessToken $token"])
        {
            Transcript transcript = Run($"Connect-GenesysCloud $url {how} {Talkative}");
            Assert.All(ReachableTexts.Of(transcript.Terminating), Harmless);
            foreach (StreamRecord said in transcript.All)
                Assert.All(ReachableTexts.Of(said.Value), Harmless);
        }
    }

    [Fact]
    public void Debug_is_one_line_for_each_request_and_nothing_else()
    {
        Transcript transcript = Run("""
            Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -Debug
            Start-GenesysFlow 'Nightly clean-up' -Debug | Out-Null
            """).WithoutErrors();
        Assert.Equal(Cloud.Requests.Count, transcript.Debug.Count);
        foreach ((RequestRecord sent, string line) in Cloud.Requests.Zip(transcript.Debug))
        {
            string quota = sent.Path == "/oauth/token" ? "-" : "[0-9]+";
            Assert.Matches(
                $"^{sent.Method} {sent.Path} {sent.Status} attempt=1 [0-9]+ ms correlation={sent.CorrelationId} quota={quota}$", line);
        }

        Assert.Empty(transcript.Verbose);
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public void Debug_tells_failures_and_attempts()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.DropBefore) { Method = "GET", Path = "/api/v2/flows" });
        Transcript transcript = Run("Get-GenesysFlow -Debug | Out-Null").WithoutErrors();
        Assert.Contains(transcript.Debug, line => line.StartsWith(
            "GET /api/v2/flows the connection was lost before a response was received attempt=1 ",
            StringComparison.Ordinal) && line.EndsWith(" correlation=- quota=-", StringComparison.Ordinal));
        Assert.Contains(transcript.Debug, line => line.StartsWith("GET /api/v2/flows 200 attempt=2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_Debug_and_Verbose_a_person_sees_nothing_of_a_launch_but_its_object()
    {
        Connect();
        Transcript transcript = Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        Assert.Equal([Channel.Output, Channel.Information], transcript.All.Select(said => said.Channel));
        Assert.Empty(transcript.HostLines);
    }

    private void Harmless(string text) => Assert.All(_forbidden, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    private static async Task<string> TokenOfAsync(GenesysCloudSession session)
    {
        FieldInfo tokens = typeof(GenesysCloudClient).GetField("_tokens", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return (await ((TokenPool)tokens.GetValue(session.Client)!).First.GetAsync(null, TestContext.Current.CancellationToken)).Value;
    }
}
