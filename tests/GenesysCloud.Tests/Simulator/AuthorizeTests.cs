using System.Net;
using System.Text;
using GenesysCloud.Simulator;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class AuthorizeTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // Verifier and challenge of RFC 7636, appendix B.
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string RedirectUri = "http://localhost:4711";
    private static readonly string s_clientId = SimulatedClients.Browser.Id;

    [Fact]
    public async Task Approving_redirects_with_a_code_and_the_state()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Dictionary<string, string> redirect = await AuthorizeAsync(raw, [("state", "a&b=c")]);
        Assert.Equal(["code", "state"], redirect.Keys);
        Assert.Equal("a&b=c", redirect["state"]);
        Assert.Equal(["code"], (await AuthorizeAsync(raw, [])).Keys);
    }

    [Fact]
    public async Task A_code_is_exchanged_for_the_token_of_a_user()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse token = await ExchangeAsync(raw, (await AuthorizeAsync(raw, []))["code"]);
        Assert.Equal(["access_token", "token_type", "expires_in"], token.Body.EnumerateObject().Select(member => member.Name));

        RawResponse user = await raw.SendAsync(Get("api/v2/users/me", token.Text("access_token")));
        Assert.Equal(SimulatedUserName, user.Text("name"));
        RawResponse info = await raw.SendAsync(Get("api/v2/tokens/me", token.Text("access_token")));
        Assert.Equal("CODE", info.Body.GetProperty("OAuthClient").GetProperty("authorizedGrantType").GetString());
    }

    [Fact]
    public async Task The_user_of_client_credentials_does_not_exist()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.GetAsync("api/v2/users/me");
        Assert.Equal((HttpStatusCode.BadRequest, "bad.request"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string code = (await AuthorizeAsync(raw, []))["code"];
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(raw, code)).Status);
        await AssertRefusedAsync(ExchangeAsync(raw, code), "the authorization code is not valid");
    }

    [Fact]
    public async Task A_code_expires()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string code = (await AuthorizeAsync(raw, []))["code"];
        raw.Time.Advance(TimeSpan.FromMinutes(10));
        await AssertRefusedAsync(ExchangeAsync(raw, code), "the authorization code is not valid");
    }

    [Theory]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl", "code_verifier does not match")]
    [InlineData("code_verifier", null, "code_verifier does not match")]
    [InlineData("redirect_uri", "http://localhost:4712", "redirect_uri does not match")]
    [InlineData("redirect_uri", null, "redirect_uri does not match")]
    public async Task A_code_is_good_only_with_its_verifier_and_redirect_uri(string name, string? value, string description)
    {
        await using RawClient raw = await RawClient.StartAsync();
        string code = (await AuthorizeAsync(raw, []))["code"];
        await AssertRefusedAsync(ExchangeAsync(raw, code, (name, value)), description);

        // Whoever failed may have stolen it.
        await AssertRefusedAsync(ExchangeAsync(raw, code), "the authorization code is not valid");
    }

    [Fact]
    public async Task A_client_credentials_client_cannot_exchange_a_code_nor_a_code_client_use_its_secret()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string code = (await AuthorizeAsync(raw, []))["code"];
        RawResponse exchange = await ExchangeAsync(raw, code, ("client_id", SimulatedClients.Administrator.Id));
        RawResponse grant = await raw.TokenAsync(s_clientId, "");
        Assert.All([exchange, grant], refused => Assert.Equal("unauthorized_client", refused.Text("error")));
    }

    [Fact]
    public async Task The_id_of_the_client_may_also_be_in_the_header()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string code = (await AuthorizeAsync(raw, []))["code"];
        RawResponse token = await raw.TokenAsync(
            s_clientId, "",
            $"grant_type=authorization_code&code={code}&code_verifier={Verifier}&redirect_uri={Uri.EscapeDataString(RedirectUri)}");
        Assert.Equal(HttpStatusCode.OK, token.Status);
    }

    [Theory]
    [InlineData("client_id", "00000000-0000-4000-8000-00000000dead", "invalid_client")]
    [InlineData("redirect_uri", "http://evil.example", "invalid_request")]
    [InlineData("redirect_uri", "https://localhost:4711", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:4711/elsewhere", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost@evil.example", "invalid_request")]
    [InlineData("redirect_uri", null, "invalid_request")]
    public async Task Nothing_is_redirected_to_a_place_that_is_not_registered(string name, string? value, string error)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await SendAsync(raw, [(name, value)]);
        Assert.Equal((HttpStatusCode.BadRequest, error), (refused.Status, refused.Text("error")));
        Assert.Null(refused.Headers.Location);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge", null, "invalid_pkce_package")]
    [InlineData("code_challenge_method", "plain", "invalid_pkce_package")]
    public async Task What_is_wrong_with_the_request_is_redirected(string name, string? value, string error)
    {
        await using RawClient raw = await RawClient.StartAsync();
        Dictionary<string, string> redirect = await AuthorizeAsync(raw, [("state", "s"), (name, value)]);
        Assert.Equal((error, "s", false), (redirect["error"], redirect["state"], redirect.ContainsKey("code")));
    }

    [Fact]
    public async Task A_user_may_deny()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.AuthorizationError = "access_denied";
        Dictionary<string, string> redirect = await AuthorizeAsync(raw, []);
        Assert.Equal(("access_denied", "the user denied the request"), (redirect["error"], redirect["error_description"]));
    }

    [Fact]
    public async Task A_refresh_token_comes_if_switched_on_and_each_is_good_once()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RefreshTokens = true;
        RawResponse first = await ExchangeAsync(raw, (await AuthorizeAsync(raw, []))["code"]);
        raw.Cloud.EndTokens();

        RawResponse second = await RefreshAsync(raw, first.Text("refresh_token"));
        Assert.Equal(SimulatedUserName, (await raw.SendAsync(Get("api/v2/users/me", second.Text("access_token")))).Text("name"));
        await AssertRefusedAsync(RefreshAsync(raw, first.Text("refresh_token")), "the refresh token is not valid");
        RawResponse third = await RefreshAsync(raw, second.Text("refresh_token"));
        Assert.Equal(3, new[] { first, second, third }.Select(token => token.Text("refresh_token")).Distinct().Count());
    }

    [Fact]
    public async Task A_revoked_token_takes_its_refresh_token_along()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RefreshTokens = true;
        RawResponse token = await ExchangeAsync(raw, (await AuthorizeAsync(raw, []))["code"]);
        HttpRequestMessage revoke = Get("api/v2/tokens/me", token.Text("access_token"));
        revoke.Method = HttpMethod.Delete;
        Assert.Equal(HttpStatusCode.OK, (await raw.SendAsync(revoke)).Status);
        await AssertRefusedAsync(RefreshAsync(raw, token.Text("refresh_token")), "the refresh token is not valid");
    }

    [Fact]
    public async Task Refresh_tokens_can_be_ended_alone()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RefreshTokens = true;
        RawResponse token = await ExchangeAsync(raw, (await AuthorizeAsync(raw, []))["code"]);
        raw.Cloud.EndRefreshTokens();
        Assert.Equal(HttpStatusCode.OK, (await raw.SendAsync(Get("api/v2/users/me", token.Text("access_token")))).Status);
        await AssertRefusedAsync(RefreshAsync(raw, token.Text("refresh_token")), "the refresh token is not valid");
    }

    private static string SimulatedUserName => "Example operator";

    private static async Task AssertRefusedAsync(Task<RawResponse> exchange, string description)
    {
        RawResponse refused = await exchange;
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalid_grant", description),
            (refused.Status, refused.Text("error"), refused.Text("error_description")));
    }

    private static async Task<Dictionary<string, string>> AuthorizeAsync(RawClient raw, (string Name, string? Value)[] changes)
    {
        RawResponse redirect = await SendAsync(raw, changes);
        Assert.Equal(HttpStatusCode.Redirect, redirect.Status);
        Assert.Equal(RedirectUri + "/", redirect.Headers.Location!.GetLeftPart(UriPartial.Path));
        return QueryHelpers.ParseQuery(redirect.Headers.Location.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    private static async Task<RawResponse> SendAsync(RawClient raw, (string Name, string? Value)[] changes)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = raw.Cloud.BaseAddress };
        string query = Encode(
            [
                ("response_type", "code"), ("client_id", s_clientId), ("redirect_uri", RedirectUri),
                ("code_challenge", Challenge), ("code_challenge_method", "S256"),
            ],
            changes);
        using HttpResponseMessage response = await http.GetAsync($"oauth/authorize?{query}", TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new RawResponse(
            response.StatusCode, response.Headers, text.Length == 0 ? default : System.Text.Json.JsonElement.Parse(text));
    }

    private static Task<RawResponse> ExchangeAsync(RawClient raw, string code, params (string Name, string? Value)[] changes) => PostAsync(
        raw,
        Encode(
            [
                ("grant_type", "authorization_code"), ("client_id", s_clientId), ("code", code),
                ("code_verifier", Verifier), ("redirect_uri", RedirectUri),
            ],
            changes));

    private static Task<RawResponse> RefreshAsync(RawClient raw, string refreshToken) => PostAsync(
        raw, Encode([("grant_type", "refresh_token"), ("client_id", s_clientId), ("refresh_token", refreshToken)], []));

    private static Task<RawResponse> PostAsync(RawClient raw, string form) => raw.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "oauth/token")
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        });

    private static HttpRequestMessage Get(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    /// <summary>The parameters with changes; null leaves one out.</summary>
    private static string Encode((string Name, string Value)[] parameters, (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> all = parameters.ToDictionary(parameter => parameter.Name, parameter => (string?)parameter.Value);
        foreach ((string name, string? value) in changes)
            all[name] = value;
        return string.Join(
            '&', all.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
    }
}
