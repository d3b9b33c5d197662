using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>For any request, the response is one that the service could send: never a 500, and an ErrorBody if it is rejected.</summary>
public sealed class OddRequestTests
{
    private static async Task<(int Status, string Body)> RawAsync(RawClient raw, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(raw.Cloud.BaseAddress.Host, raw.Cloud.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (
            int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture),
            answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    [Theory]
    [InlineData("GET", "/", 404, "not.found")]
    [InlineData("GET", "/api/v2", 404, "not.found")]
    [InlineData("GET", "/api/v2/", 404, "not.found")]
    [InlineData("GET", "/api/v2//flows", 404, "not.found")]
    [InlineData("GET", "/api/v2/%zz", 404, "not.found")]
    [InlineData("GET", "/api/v2/flows/%ED%A0%80", 404, "architect.flow.not.found")]
    [InlineData("GET", "/api/v2/flows/%F0%9F%9A%80", 404, "architect.flow.not.found")]
    [InlineData("GET", "/api/v2/flows/executions/%FF", 404, "not.found")]
    [InlineData("GET", "/api/v2/flows?type=%zz", 400, "invalid.value")]
    [InlineData("GET", "/api/v2/flows?type=%ED%A0%80", 400, "invalid.value")]
    [InlineData("GET", "/api/v2/flows?pageNumber=99999999999999999999", 400, "bad.request")]
    [InlineData("GET", "/api/v2/flows?pageSize=-1", 400, "bad.request")]
    [InlineData("GET", "/api/v2/flows/lookup?id=", 400, "architect.query.parameter.missing")]
    [InlineData("GET", "/api/v2/flows/lookup?id", 400, "architect.query.parameter.missing")]
    [InlineData("GET", "/api/v2/flows/lookup?id=,", 400, "architect.query.parameter.missing")]
    [InlineData("BREW", "/api/v2/flows", 405, "method.not.allowed")]
    [InlineData("PUT", "/api/v2/tokens/me", 405, "method.not.allowed")]
    [InlineData("DELETE", "/api/v2/flows/executions/x", 405, "method.not.allowed")]
    [InlineData("PATCH", "/api/v2/flows/executions", 405, "method.not.allowed")]
    [InlineData("GET", "/oauth/token", 405, "method.not.allowed")]
    public async Task A_path_a_query_or_a_method_that_is_none_is_refused(string method, string target, int status, string code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        (int Status, string Body) answer = await RawAsync(raw, $"""
            {method} {target} HTTP/1.1
            Host: localhost
            Authorization: Bearer {raw.Token}
            Connection: close


            """);
        Assert.Equal(status, answer.Status);
        var body = JsonElement.Parse(answer.Body);
        Assert.Equal((code, status), (body.GetProperty("code").GetString(), body.GetProperty("status").GetInt32()));
        Assert.Equal(raw.Cloud.Requests[^1].CorrelationId, body.GetProperty("contextId").GetString());
    }

    [Theory]
    [InlineData("", "authentication.required")]
    [InlineData("Bearer", "authentication.required")]
    [InlineData("Basic abc", "authentication.required")]
    [InlineData("Bearer ", "authentication.required")]
    [InlineData("Bearer x", "bad.credentials")]
    [InlineData("Bearer x y z", "bad.credentials")]
    public async Task An_authorization_that_is_none_is_a_401(string authorization, string code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        (int Status, string Body) answer = await RawAsync(raw, $"""
            GET /api/v2/flows HTTP/1.1
            Host: localhost
            Authorization: {authorization}
            Connection: close


            """);
        Assert.Equal((401, code), (answer.Status, JsonElement.Parse(answer.Body).GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("Basic ")]
    [InlineData("Basic %%%")]
    [InlineData("Basic /////w==")]
    [InlineData("Bearer x")]
    public async Task A_client_that_cannot_be_read_is_not_found(string authorization)
    {
        await using RawClient raw = await RawClient.StartAsync();
        (int Status, string Body) answer = await RawAsync(raw, $"""
            POST /oauth/token HTTP/1.1
            Host: localhost
            Authorization: {authorization}
            Content-Type: application/x-www-form-urlencoded
            Content-Length: 29
            Connection: close

            grant_type=client_credentials
            """);
        Assert.Equal(
            (400, "client not found"), (answer.Status, JsonElement.Parse(answer.Body).GetProperty("error_description").GetString()));
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON ;charset=UTF-8", 200)]
    [InlineData("application/json-patch+json", 415)]
    [InlineData("application/jsonx", 415)]
    [InlineData("text/json", 415)]
    [InlineData("nonsense", 415)]
    [InlineData(null, 415)]
    public async Task Only_JSON_is_a_launch(string? type, int status)
    {
        await using RawClient raw = await RawClient.StartAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"flowId":"{{raw.FlowId("Nightly clean-up")}}"}"""));
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        RawResponse answer = await raw.SendAsync(new(HttpMethod.Post, "api/v2/flows/executions") { Content = content });
        Assert.Equal(status, (int)answer.Status);
        if (status == 415)
            Assert.Equal("unsupported.media.type", answer.Text("code"));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencodedx")]
    [InlineData("application/json")]
    public async Task Only_a_form_is_a_token_request(string type)
    {
        await using RawClient raw = await RawClient.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token")
        {
            Content = new StringContent("grant_type=client_credentials", Encoding.ASCII, type),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(
            Encoding.ASCII.GetBytes($"{SimulatedClients.Administrator.Id}:{SimulatedClients.Administrator.Secret}")));
        Assert.Equal("invalid_request", (await raw.SendAsync(request)).Text("error"));
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(4, 25)]
    public async Task A_page_is_correct_however_large_or_far(int number, int size)
    {
        await using RawClient raw = await RawClient.StartAsync();
        JsonElement page = (await raw.GetAsync($"api/v2/flows?pageNumber={number}&pageSize={size}")).Body;
        int flows = raw.Cloud.Flows.Count(flow => !flow.Deleted);
        Assert.Equal(
            (flows, (int)Math.Ceiling(flows / (double)size)),
            (page.GetProperty("total").GetInt32(), page.GetProperty("pageCount").GetInt32()));
        Assert.Equal(number == 1 ? flows : 0, page.GetProperty("entities").GetArrayLength());
        Assert.Equal(number > 1, page.TryGetProperty("previousUri", out _));
        Assert.False(page.TryGetProperty("nextUri", out _));
        Assert.EndsWith(
            $"pageNumber={page.GetProperty("pageCount").GetInt32()}&pageSize={size}",
            page.GetProperty("lastUri").GetString(),
            StringComparison.Ordinal);
    }

    private static Task<RawResponse> PostAsync(RawClient raw, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return raw.SendAsync(new(HttpMethod.Post, path) { Content = content });
    }

    [Fact]
    public async Task No_body_makes_a_launch_fail_or_count_differently_from_its_response()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        var body = new JsonObject
        {
            ["flowId"] = raw.FlowId("Onboard employee"),
            ["flowVersion"] = "3.0",
            ["name"] = "row é",
            ["inputData"] = new JsonObject
            {
                ["Flow.userId"] = "u",
                ["Flow.equipment"] = new JsonArray("desk"),
                ["Flow.salary"] = 1.5,
                ["Flow.startDate"] = "2026-03-02",
            },
        };
        await JsonMutations.Of(body.ToJsonString()).SampleAsync(async mutant =>
        {
            int before = raw.Cloud.LaunchCount;
            RawResponse answer = await PostAsync(raw, "api/v2/flows/executions", mutant);
            if (answer.Status is HttpStatusCode.OK)
            {
                Assert.Equal(before + 1, raw.Cloud.LaunchCount);
                raw.Time.Advance(TimeSpan.FromSeconds(2));
                Assert.Equal(HttpStatusCode.OK, (await raw.ExecutionAsync(answer)).Status);
                Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync($"_simulator/launches?skip={before}")).Status);
                return;
            }

            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, answer.Status.ToString());
            Assert.Equal((int)answer.Status, answer.Body.GetProperty("status").GetInt32());
            Assert.Equal(before, raw.Cloud.LaunchCount);
        }, iter: 1000, threads: 1);
    }

    [Fact]
    public async Task No_body_makes_the_instances_query_fail()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        await raw.LaunchAsync("Nightly clean-up");
        const string Query = """
            {"query":[{"criteria":{"key":"FlowId","operator":"eq","value":"x"},
            """ + """
            "or":[{"key":"FlowStartDateTime","operator":"gte","value":"2026-03-02T08:00:00.000Z"}]},
             {"and":[{"key":"FlowType","operator":"begins","value":"work"}],"not":[{"key":"FlowErrorReason",
            """ + """
            "operator":"not_null","value":""}]}]}
            """;
        await JsonMutations.Of(Query).SampleAsync(async mutant =>
        {
            RawResponse answer = await PostAsync(raw, "api/v2/flows/instances/query", mutant);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, answer.Status.ToString());
        }, iter: 1000, threads: 1);
    }

    [Theory]
    [InlineData("""{"flowId":"F","name":"\ud800"}""")]
    [InlineData("""{"flowId":"F","inputData":{"Flow.x":"\udc00"}}""")]
    [InlineData("""{"flowId":"F","inputData":{"\ud800":1}}""")]
    [InlineData("{\"flowId\":\"F\",\"name\":\"\u00C3\u0028\"}")]
    public async Task Half_characters_are_a_400(string body)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await PostAsync(
            raw,
            "api/v2/flows/executions",
            Encoding.Latin1.GetBytes(body.Replace("F\"", raw.FlowId("Nightly clean-up") + "\"", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.BadRequest, "bad.request"), (refused.Status, refused.Text("code")));
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }

    [Fact]
    public async Task Forty_thousand_refused_inputs_are_refused_without_piling_up_texts()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RejectUnknownInputs = true;
        var inputs = new JsonObject(Enumerable.Range(0, 40_000).Select(i => KeyValuePair.Create($"Flow.unknown{i}", (JsonNode?)i)));
        long before = GC.GetTotalAllocatedBytes();
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up", inputs);
        Assert.Equal(40_000, refused.Body.GetProperty("details").GetArrayLength());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1L << 30);
    }

    [Theory]
    [InlineData("GET", "_simulator/nothing")]
    [InlineData("GET", "_simulator")]
    [InlineData("GET", "_simulatorx/settings")]
    [InlineData("DELETE", "_simulator/settings")]
    public async Task An_unknown_request_to_the_control_API_is_a_404(string method, string path)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.SendAsync(new(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains($"{method} /{path}", refused.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_sent_to_the_control_API_is_limited()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.SendAsync(
            new(HttpMethod.Post, "_simulator/flows") { Content = new ByteArrayContent(new byte[1024 * 1024 + 1]) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("1048576", refused.Text("error"), StringComparison.Ordinal);
    }
}
