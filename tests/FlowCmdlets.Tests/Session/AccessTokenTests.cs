using System.Management.Automation;
using System.Net;
using System.Security;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>A session hands its token to another program on request, and to no one else.</summary>
public sealed class AccessTokenTests : CloudTest
{
    [Fact]
    public void A_token_is_a_SecureString_that_the_API_accepts()
    {
        Connect();
        Transcript transcript = Run("Get-GenesysCloudAccessToken").WithoutErrors();
        SecureString token = Assert.IsType<SecureString>(Assert.Single(transcript.Output).BaseObject);
        Assert.True(token.IsReadOnly());
        Shell["token"] = token;
        Run("Connect-GenesysCloud $url -AccessToken $token; Get-GenesysFlow | Out-Null").WithoutErrors();
    }

    [Fact]
    public void AsPlainText_returns_the_same_token_as_text()
    {
        Connect();
        Transcript transcript = Run("Get-GenesysCloudAccessToken; Get-GenesysCloudAccessToken -AsPlainText").WithoutErrors();
        Assert.Equal(
            new NetworkCredential("", (SecureString)transcript.Output[0].BaseObject).Password, transcript.Output[1].BaseObject);
    }

    [Fact]
    public void An_expired_token_is_renewed_first()
    {
        Cloud.Settings.TokenLifetime = TimeSpan.FromMinutes(2);
        ConnectHurried();
        string first = Token();
        Cloud.Settings.TokenLifetime = TimeSpan.FromDays(1);
        Until(() => Token() != first);
        Shell["token"] = Secure(Token());
        Run("Connect-GenesysCloud $url -AccessToken $token").WithoutErrors();

        string Token() => (string)Assert.Single(Run("Get-GenesysCloudAccessToken -AsPlainText").WithoutErrors().Output).BaseObject;
    }

    [Fact]
    public void Without_a_session_it_is_an_error()
    {
        ErrorRecord error = Run("Get-GenesysCloudAccessToken").Terminating!;
        Assert.Equal("NotConnected", error.Id());
    }

    [Fact]
    public void A_sign_in_that_fails_is_an_error_like_any_other()
    {
        ConnectHurried(new SimulatedClient(SimulatedClients.Administrator.Id, "not-a-secret-at-all", "x", new HashSet<string>()));
        Assert.Equal("SignInRefused", Run("Get-GenesysCloudAccessToken").Terminating!.Id());
    }
}
