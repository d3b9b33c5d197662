using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>What a server repeats of a request reaches no stream and no file.</summary>
public sealed class EchoedTokenTests : CloudTest
{
    [Fact]
    public async Task A_token_in_the_response_to_a_launch_is_in_no_error_and_no_row()
    {
        string token = await IssueTokenAsync();
        Shell["token"] = Secure(token);
        Run("Connect-GenesysCloud $url -AccessToken $token").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore)
        {
            Method = "POST", Path = "/api/v2/flows/executions", Status = 400,
            Body = $$"""{"code":"bad.request","message":"Bad header Authorization: Bearer {{token}}","contextId":"cid-{{token}}"}""",
        });

        Transcript transcript = Run(
            "[pscustomobject]@{ N = 1 } | Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn * -PassThru | ConvertTo-Csv");

        string csv = string.Join('\n', transcript.OutputOf<string>());
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Contains("Bad header Authorization: Bearer [secret]", error.Text(), StringComparison.Ordinal);
        Assert.NotEqual("", csv);
        Assert.All([csv, $"{error.Exception}", error.Text()], text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
    }
}
