using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Polly;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>A response that repeats the request shows nothing secret of it, whatever the response is.</summary>
public sealed class EchoedSecretTests
{
    private const string Secret = "fake-secret/4711+x=&<y>";
    private const string BearerToken = "fake-token-4712";

    private static readonly Gen<HttpStatusCode> s_status = Any(
        HttpStatusCode.OK, HttpStatusCode.NonAuthoritativeInformation, HttpStatusCode.Found, HttpStatusCode.BadRequest,
        HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.NotImplemented);

    // What a token or secret may be made of at all, and some space for it to be cut off.
    private static readonly Gen<string> s_secret = Gen.Char['!', '~'].Array[12, 90].Select(characters => new string(characters));
    private static readonly Gen<string> s_before = Any("", " ", "x", "Bearer ", "Basic ", "id:", "/", "=").SelectMany(
        start => Gen.Int[0, 230].Select(length => string.Concat(Enumerable.Repeat("ab ", length / 3)) + start));

    private static readonly Gen<Func<string, string>> s_form = Any<Func<string, string>>(
        text => text,
        Uri.EscapeDataString,
        text => Uri.EscapeDataString(Uri.EscapeDataString(text)),
        text => string.Concat(text.Select(character => $"%{(int)character:x2}")),
        text => string.Concat(text.Select(character => $"\\u{(int)character:x4}")),
        text => string.Concat(text.Select(character => $"&#{(int)character};")),
        text => string.Concat(text.Select(character => $"&#x{(int)character:x};")),
        WebUtility.HtmlEncode,
        text => JsonSerializer.Serialize(text)[1..^1],
        text => text.ToUpperInvariant());

    private static readonly Gen<Func<string, string>> s_body = Any<Func<string, string>>(
        echo => Json(new { code = "bad.request", status = 400, message = echo, contextId = "c-1" }),
        echo => $$"""{"code":"bad.request","message":"{{echo}}"}""",
        echo => Json(new { code = echo, message = "m" }),
        echo => Json(new { message = "m", contextId = echo }),
        echo => Json(new { code = "c", messageWithParams = "a {x}", messageParams = new { x = echo } }),
        echo => Json(new { code = "c", messageWithParams = echo, messageParams = new Dictionary<string, string> { [echo] = "v" } }),
        echo => Json(new { code = "c", entityId = echo, limit = new { key = echo }, details = new[] { new { fieldName = echo } } }),
        echo => Json(new { error = "invalid_client", error_description = echo }),
        echo => Json(new { error = echo, description = echo }),
        echo => Json(new Dictionary<string, object> { ["id"] = 1, [echo] = echo }),
        echo => $"<html><title>{WebUtility.HtmlEncode(echo)}</title><p>{echo}</p></html>",
        echo => $"<!-- {echo} --><a href='{echo}'>{echo}</a>",
        echo => echo,
        _ => "");

    private static readonly Gen<string> s_header = Any("", "Server", "Via", "Location", "ININ-Correlation-Id", "Content-Type");

    private static readonly
        Gen<(HttpStatusCode, string, string, Func<string, string>, Func<string, string>, string)> s_echo =
            Gen.Select(s_status, s_secret, s_before, s_form, s_body, s_header);

    [Fact]
    public Task No_response_to_a_request_shows_its_token() => s_echo.SampleAsync(
        async (status, secret, before, form, body, header) =>
        {
            using var transport = new TestTransport(
                StubHandler.Nowhere,
                new StubHandler(request => Echo(status, header, before, form(request.Headers.Authorization!.Parameter!), body)),
                accessToken: secret);
            var shown = new EventRecorder();
            await ShowAsync(shown, transport, async client => shown.Add(await client.Architect.LaunchAsync(SimulatedCloud.Launch)));
            await ShowAsync(shown, transport, client => client.GetOrganizationAsync());
            await ShowAsync(shown, transport, client => client.CheckTokenAsync());
            await ShowAsync(shown, transport, client => client.Architect.GetExecutionAsync("e"));
            shown.Add(transport.Events.All);
            Demand(shown, secret);
        },
        iter: 400,
        threads: 1);

    [Fact]
    public Task No_response_to_a_sign_in_shows_its_secret() => s_echo.SampleAsync(
        async (status, secret, before, form, body, header) =>
        {
            bool echoesBasic = before.Length % 2 == 0;
            using var transport = new TestTransport(
                StubHandler.Nowhere,
                new StubHandler(request => Echo(
                    status, header, before, form(echoesBasic ? request.Headers.Authorization!.Parameter! : secret), body)),
                signsIn: true,
                secret: secret);
            var shown = new EventRecorder();
            await ShowAsync(shown, transport, client => client.SignInAsync());
            shown.Add(transport.Events.All);
            Demand(shown, secret);
            Demand(shown, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SimulatedClients.Administrator.Id}:{secret}")));
        },
        iter: 400,
        threads: 1);

    [Theory]
    [InlineData("""{"code":"bad.request","message":"Bad header Authorization: Bearer {0}","contextId":"cid-{0}"}""")]
    [InlineData("""{"code":"bad.request","message":"Bad header Authorization: Bearer {0}","contextId":"{0}"}""")]
    public async Task A_message_keeps_its_words_around_a_token(string body)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere,
            new StubHandler(_ => StubHandler.Answer(HttpStatusCode.BadRequest, body.Replace("{0}", BearerToken, StringComparison.Ordinal))),
            accessToken: BearerToken);

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));

        Assert.Equal("Bad header Authorization: Bearer [secret]", failure.ServiceMessage);
        Assert.Equal(("bad.request", null), (failure.Code, failure.CorrelationId));
    }

    [Fact]
    public async Task A_sign_in_that_names_the_secret_is_refused_without_it()
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere,
            new StubHandler(_ => StubHandler.Answer(
                HttpStatusCode.BadRequest, Json(new { error = "invalid_client", error_description = $"bad secret {Secret}" }))),
            signsIn: true,
            secret: Secret);

        SignInException failure = await Assert.ThrowsAsync<SignInException>(
            () => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.Equal(("invalid_client", "bad secret [secret]"), (failure.Code, failure.ServiceMessage));
    }

    [Fact]
    public async Task What_is_exchanged_for_a_token_is_not_shown_where_the_login_host_repeats_it()
    {
        const string Code = "fake-code/4713";
        const string RefreshToken = "fake-refresh+4714";
        string echo = "";
        using var http = new HttpMessageInvoker(new StubHandler(_ => StubHandler.Answer(
            HttpStatusCode.BadRequest, Json(new { error = "invalid_grant", error_description = $"bad {echo}" }))));
        var endpoint = new OAuthEndpoint(
            http, StubHandler.Nowhere, ResiliencePipeline<SendResult>.Empty, TimeSpan.FromSeconds(30),
            new ServiceClock(TimeProvider.System));
        var request = new AuthorizationRequest(StubHandler.Nowhere, new BrowserSignIn("fake-client"), "http://localhost:1");

        foreach (string secret in new[] { Code, request.Verifier, RefreshToken })
        {
            foreach (string form in new[] { secret, Uri.EscapeDataString(secret) })
            {
                echo = form;
                SignInException failure = await Assert.ThrowsAsync<SignInException>(() => secret == RefreshToken
                    ? endpoint.RefreshAsync("fake-client", RefreshToken, null, TestContext.Current.CancellationToken)
                    : endpoint.ExchangeCodeAsync(request, Code, null, TestContext.Current.CancellationToken));
                Assert.Equal("bad [secret]", failure.ServiceMessage);
            }
        }
    }

    [Theory]
    [InlineData("c0000000-0000-4000-8000-000000000001", "c0000000-0000-4000-8000-000000000001")]
    [InlineData("a.b_c-9", "a.b_c-9")]
    [InlineData("=cmd|' /C calc'!A0", null)]
    [InlineData("two words", null)]
    [InlineData("id-" + BearerToken, null)]
    public async Task A_correlation_id_of_another_form_is_not_shown(string sent, string? shown)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere,
            new StubHandler(_ =>
            {
                HttpResponseMessage response = StubHandler.Answer(HttpStatusCode.NotFound, """{"code":"not.found","message":"m"}""");
                response.Headers.TryAddWithoutValidation("ININ-Correlation-Id", sent);
                return response;
            }),
            accessToken: BearerToken);

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));

        Assert.Equal(shown, failure.CorrelationId);
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static HttpResponseMessage Echo(
        HttpStatusCode status, string header, string before, string secret, Func<string, string> body)
    {
        HttpResponseMessage response = StubHandler.Answer(status, body(before + secret));
        if (header == "Content-Type")
        {
            response.Content.Headers.Remove(header);
            response.Content.Headers.TryAddWithoutValidation(header, before + secret);
        }
        else if (header.Length > 0)
        {
            response.Headers.TryAddWithoutValidation(header, header == "Location" ? $"https://{secret}.example/{secret}" : secret);
        }

        return response;
    }

    private static async Task ShowAsync(EventRecorder shown, TestTransport transport, Func<GenesysCloudClient, Task> call)
    {
        try
        {
            await transport.Time.RunAsync(call(transport.Client));
        }
        catch (GenesysCloudException failure)
        {
            for (Exception? shownFailure = failure; shownFailure is not null; shownFailure = shownFailure.InnerException)
                shown.Add(shownFailure);
        }
    }

    // What is shown may be decoded by whoever reads it.
    private static void Demand(EventRecorder shown, string secret) => Assert.All(
        [shown.Text, Uri.UnescapeDataString(shown.Text), WebUtility.HtmlDecode(shown.Text)],
        text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
}
