using System.Net;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class SignInTests
{
    [Fact]
    public async Task The_right_secret_gets_a_bearer_token_for_a_day()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse answer = await raw.TokenAsync(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret);
        Assert.Equal("bearer", answer.Text("token_type"));
        Assert.Equal(86400, answer.Body.GetProperty("expires_in").GetInt32());
        Assert.Equal(["access_token", "token_type", "expires_in"], answer.Body.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("00000000-0000-4000-8000-00000000dead", "x", "grant_type=client_credentials", 400, "invalid_client", "client not found")]
    [InlineData(
        "a0000000-0000-4000-8000-000000000001", "wrong", "grant_type=client_credentials", 401, "invalid_client", "authentication failed")]
    [InlineData(
        "a0000000-0000-4000-8000-000000000001", "wrong", "grant_type=password", 400, "unsupported_grant_type", "grant type not supported")]
    [InlineData("a0000000-0000-4000-8000-000000000001", "wrong", "", 400, "invalid_request", "grant_type is required")]
    public async Task Refused_grants_have_their_own_shape(
        string id, string secret, string form, int status, string error, string description)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse answer = await raw.TokenAsync(id, secret, form);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(error, answer.Text("error"));
        Assert.Equal(description, answer.Text("description"));
        Assert.Equal(description, answer.Text("error_description"));
        Assert.False(answer.Body.TryGetProperty("code", out _));
    }

    [Fact]
    public async Task Too_many_token_requests_are_a_400_and_no_429()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.TokenRequestLimit = 1;
        SimulatedClient client = SimulatedClients.ViewOnly;
        Assert.Equal(HttpStatusCode.OK, (await raw.TokenAsync(client.Id, client.Secret)).Status);
        RawResponse refused = await raw.TokenAsync(client.Id, client.Secret);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("invalid_request", refused.Text("error"));
        Assert.StartsWith("rate limit exceeded;", refused.Text("error_description"), StringComparison.Ordinal);
        raw.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await raw.TokenAsync(client.Id, client.Secret)).Status);
    }

    [Fact]
    public async Task A_token_ends_with_its_life()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.TokenLifetime = TimeSpan.FromMinutes(5);
        await raw.SignInAsync(SimulatedClients.Administrator);
        raw.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/tokens/me")).Status);
        raw.Time.Advance(TimeSpan.FromSeconds(1));
        RawResponse refused = await raw.GetAsync("api/v2/tokens/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("credentials.expired", refused.Text("code"));
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_while_others_go_on()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await raw.SendAsync(new(HttpMethod.Delete, "api/v2/tokens/me"))).Status);
        RawResponse refused = await raw.SendAsync(new(HttpMethod.Get, "api/v2/tokens/me"));
        Assert.Equal("bad.credentials", refused.Text("code"));
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await raw.SendAsync(new(HttpMethod.Head, "api/v2/tokens/me"))).Status);
    }

    [Fact]
    public async Task All_tokens_can_be_ended_at_once()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.EndTokens();
        Assert.Equal(HttpStatusCode.Unauthorized, (await raw.GetAsync("api/v2/flows")).Status);
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
    }

    [Fact]
    public async Task A_token_from_before_a_reset_opens_nothing_after_it()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Reset();
        await raw.TokenAsync(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await raw.GetAsync("api/v2/flows")).Status);
    }

    [Fact]
    public async Task Without_a_token_the_api_asks_for_one()
    {
        await using RawClient raw = await RawClient.StartAsync();
        using var http = new HttpClient { BaseAddress = raw.Cloud.BaseAddress };
        using HttpResponseMessage response = await http.GetAsync("api/v2/flows", TestContext.Current.CancellationToken);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("authentication.required", (string?)body["code"]);
        Assert.Equal(Assert.Single(response.Headers.GetValues("ININ-Correlation-Id")), (string?)body["contextId"]);
    }

    [Fact]
    public async Task A_token_identifies_its_client_and_organization()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.ViewOnly);
        RawResponse token = await raw.GetAsync("api/v2/tokens/me");
        RawResponse organization = await raw.GetAsync("api/v2/organizations/me");
        Assert.Equal(SimulatedClients.ViewOnly.Id, token.Body.GetProperty("OAuthClient").GetProperty("id").GetString());
        Assert.Equal(organization.Text("id"), token.Body.GetProperty("organization").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_path_that_is_none_is_a_404_and_a_method_that_is_none_a_405()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse missing = await raw.GetAsync("api/v2/nothing/here");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal("not.found", missing.Text("code"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await raw.GetAsync("api/v2/flows/executions")).Status);
    }
}
