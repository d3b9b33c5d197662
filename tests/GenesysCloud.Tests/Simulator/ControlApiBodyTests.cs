using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>The control API accepts a body and returns it as it was sent, or rejects it with a reason and changes nothing.</summary>
public sealed class ControlApiBodyTests
{
    private const int Times = 1000;

    // None of them as it is by default.
    private const string Settings = """
        {"rateLimit":5,"rateLimitWindow":"00:00:30","rateLimitHeaders":true,"rateLimitResetRoundsDown":true,
        """ + """
        "resourceLimits":{"POST /api/v2/flows/executions":3},"latency":"00:00:00.0200000",
         "tokenLifetime":"01:00:00","tokenRequestLimit":7,"clientRateLimit":9,"authorizationError":"access_denied",
         "refreshTokens":true,"rejectUnknownInputs":true,"rejectMistypedInputs":false,
        """ + """
        "rejectMissingInputs":true,"rejectUnknownFields":true,"nameFilter":"Exact",
         "maxRequestBytes":4096,"executionRetention":"2.00:00:00","executionData":false,"instanceIndexLag":"00:00:05",
        """ + """
        "instancesAppearAtEnd":true,"instanceNames":true,"recordRequests":false,
         "recordInputs":false,"launchRefusalStatus":409,"launchRefusalCode":"own.code",
        """ + """
        "launchRefusalDetails":false,"decimalForm":"Text","booleanForm":"Native",
         "dateTimeForm":"Native","durationForm":"Both","currencyForm":"Text","jsonForm":"Both","userForm":"Text","queueForm":"Native",
        """ + """
        "skillForm":"Text","requiredInSchemas":true,
         "integerOutputsAsText":false,"compression":false,"instancesHaveOwnIds":true,"fullRolesOnRequest":true,
         "gatewayLoginPath":"/login","gatewayApiPath":"/genesys/v2",
         "userSearchCaseSensitive":true,"userSearchNeedsAllFields":true,
        """ + """
        "instanceJobDuration":"00:00:03","instanceJobMaxIds":9,"downloadLifetime":"00:00:04","instanceErrorsOnActions":true,
         "logLevelsInherit":true,"logLevelPutAdds":true,"aggregateLag":"00:00:06",
         "notificationHeartbeat":"00:00:07","notificationLag":"00:00:08","channelLifetime":"00:01:00","maxChannels":3,
         "topicPermission":"own:permission:view"}
        """;

    private const string OneFault =
        """{"kind":"StatusBefore","method":"GET","path":"/api/*","status":404,"skip":1,"times":2,"probability":0.5""" +
        ""","retryAfterSeconds":3,"retryAfterAsDate":true,"code":"own.code","message":"Own words.","headers":{"Server":"Wall"}""" +
        ""","body":"<html>"}""";

    private static Task<RawResponse> SendAsync(RawClient raw, string method, string path, string body) =>
        SendAsync(raw, method, path, Encoding.UTF8.GetBytes(body));

    private static Task<RawResponse> SendAsync(RawClient raw, string method, string path, byte[] body) =>
        raw.SendAsync(new(new HttpMethod(method), $"_simulator/{path}") { Content = new ByteArrayContent(body) });

    [Theory]
    [InlineData("rateLimit", "0")]
    [InlineData("rateLimit", "-5")]
    [InlineData("rateLimit", "1.5")]
    [InlineData("rateLimit", "2147483648")]
    [InlineData("rateLimit", "\"300\"")]
    [InlineData("rateLimitWindow", "\"-00:00:01\"")]
    [InlineData("rateLimitWindow", "\"00:00:00\"")]
    [InlineData("rateLimitWindow", "\"00:00:00.5\"")]
    [InlineData("rateLimitWindow", "60")]
    [InlineData("rateLimitWindow", "\"60\"")]
    [InlineData("rateLimitWindow", "null")]
    [InlineData("rateLimitHeaders", "\"yes\"")]
    [InlineData("rateLimitHeaders", "null")]
    [InlineData("latency", "\"-00:00:01\"")]
    [InlineData("latency", "\"60.00:00:00\"")]
    [InlineData("tokenLifetime", "\"00:00:00\"")]
    [InlineData("tokenLifetime", "\"-1.00:00:00\"")]
    [InlineData("tokenLifetime", "\"10675199.02:48:05.4775807\"")]
    [InlineData("tokenRequestLimit", "0")]
    [InlineData("clientRateLimit", "0")]
    [InlineData("maxRequestBytes", "-1")]
    [InlineData("maxRequestBytes", "2147483647")]
    [InlineData("executionRetention", "\"-00:00:01\"")]
    [InlineData("instanceIndexLag", "\"10675199.02:48:05.4775807\"")]
    [InlineData("nameFilter", "7")]
    [InlineData("nameFilter", "\"Regex\"")]
    [InlineData("resourceLimits", "[]")]
    [InlineData("resourceLimits", "null")]
    [InlineData("launchRefusalStatus", "200")]
    [InlineData("launchRefusalStatus", "503")]
    [InlineData("decimalForm", "\"Number\"")]
    public async Task A_setting_out_of_its_range_is_refused_by_name_value_and_range(string name, string value)
    {
        await using RawClient raw = await RawClient.StartAsync();
        string before = (await raw.GetAsync("_simulator/settings")).Body.GetRawText();
        foreach (string? method in new[] { "PATCH", "PUT" })
        {
            RawResponse refused = await SendAsync(raw, method, "settings", $$"""{"recordInputs":false,"{{name}}":{{value}}}""");
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.StartsWith($"{name}: expected ", refused.Text("error"), StringComparison.Ordinal);
            Assert.Contains(
                $"found {(value == "null" ? "null" : value is "[]" ? "array" : value.Replace('"', '\''))}",
                refused.Text("error"),
                StringComparison.Ordinal);
        }

        Assert.Equal(before, (await raw.GetAsync("_simulator/settings")).Body.GetRawText());
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("executions", "1")]
    [InlineData("POST executions", "1")]
    [InlineData("/api/v2/flows", "0")]
    [InlineData("/api/v2/flows", "-1")]
    [InlineData("/api/v2/flows", "null")]
    public async Task A_resource_limit_names_a_path_and_is_1_at_least(string resource, string limit)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await SendAsync(raw, "PATCH", "settings", $$$"""{"resourceLimits":{"{{{resource}}}":{{{limit}}}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("resourceLimits", refused.Text("error"), StringComparison.Ordinal);
        Assert.Contains(limit == "1" ? $"'{resource}'" : $"found {limit}", refused.Text("error"), StringComparison.Ordinal);
        Assert.Empty(raw.Cloud.Settings.ResourceLimits);
    }

    [Theory]
    [InlineData("kind", "\"Explode\"")]
    [InlineData("kind", "3")]
    [InlineData("status", "9999")]
    [InlineData("status", "200")]
    [InlineData("status", "-1")]
    [InlineData("status", "503.5")]
    [InlineData("skip", "-1")]
    [InlineData("times", "0")]
    [InlineData("times", "-1")]
    [InlineData("probability", "-0.1")]
    [InlineData("probability", "1.1")]
    [InlineData("probability", "1e400")]
    [InlineData("retryAfterSeconds", "-1")]
    [InlineData("retryAfterAsDate", "1")]
    [InlineData("method", "\"\"")]
    [InlineData("method", "\"GET,POST\"")]
    [InlineData("path", "\"\"")]
    [InlineData("path", "\"api/v2\"")]
    [InlineData("code", "7")]
    [InlineData("message", "[]")]
    [InlineData("headers", "[]")]
    [InlineData("body", "7")]
    public async Task A_fault_out_of_range_is_refused_by_name_value_and_range(string name, string value)
    {
        await using RawClient raw = await RawClient.StartAsync();
        string body = name == "kind" ? "{}" : """{"kind":"StatusBefore"}""";
        JsonObject fault = JsonNode.Parse(body)!.AsObject();
        fault[name] = JsonNode.Parse(value);
        RawResponse refused = await SendAsync(raw, "POST", "faults", fault.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith($"{name}: expected ", refused.Text("error"), StringComparison.Ordinal);
        if (value is not ("[]" or "7" or "3"))
        {
            Assert.Contains(
            $"found {value.Replace('"', '\'')}", refused.Text("error"), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await raw.GetAsync("_simulator/faults")).Body.GetProperty("faults").GetArrayLength());
    }

    [Theory]
    [InlineData("settings", """{"rateLimit":1,"rateLimit":2}""")]
    [InlineData("settings", """{"nameFilter":"\ud800"}""")]
    [InlineData("settings", """{"\ud800":1}""")]
    [InlineData("faults", """{"kind":"DropAfter","message":"\udc00"}""")]
    [InlineData("faults", """{"kind":"DropAfter","kind":"DropBefore"}""")]
    [InlineData("flows", """{"name":"\ud800"}""")]
    public async Task Malformed_JSON_is_rejected(string path, string body)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await SendAsync(raw, path == "settings" ? "PATCH" : "POST", path, body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotEmpty(refused.Text("error"));
    }

    [Fact]
    public async Task Every_setting_is_returned_under_its_name()
    {
        await using RawClient raw = await RawClient.StartAsync();
        IEnumerable<string> names = typeof(SimulatorSettings)
            .GetProperties()
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        string[] returned = (await raw.GetAsync("_simulator/settings")).Body.EnumerateObject().Select(member => member.Name).ToArray();
        Assert.Equal(names.Order(), returned.Order());
    }

    [Fact]
    public async Task Returned_settings_can_be_sent_back()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse changed = await SendAsync(raw, "PATCH", "settings", Settings);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Settings), JsonNode.Parse(changed.Body.GetRawText())), changed.Body.GetRawText());
        raw.Cloud.Reset();
        foreach (JsonProperty setting in (await raw.GetAsync("_simulator/settings")).Body.EnumerateObject())
        {
            Assert.NotEqual(
            setting.Value.GetRawText(), changed.Body.GetProperty(setting.Name).GetRawText());
        }

        Assert.Equal(changed.Body.GetRawText(), (await SendAsync(raw, "PUT", "settings", changed.Body.GetRawText())).Body.GetRawText());
    }

    private static readonly Gen<JsonObject> s_fault = Gen.Select(
        Gen.OneOf(Enum.GetNames<FaultKind>()),
        Gen.Int[400, 599],
        Gen.Int[0, 5],
        Gen.Int[1, 5].Nullable(),
        Gen.Double[0, 1],
        Gen.Select(Gen.Int[0, 9999].Nullable(), Gen.Bool),
        Gen.Select(
            Gen.String.AlphaNumeric.Null(), Gen.String.AlphaNumeric.Select(text => $"é{text}").Null(), Gen.String.AlphaNumeric.Null()),
        (kind, status, skip, times, probability, retry, says) => new JsonObject
        {
            ["kind"] = kind, ["method"] = "PUT", ["path"] = "/nowhere", ["status"] = status,
            ["skip"] = skip, ["times"] = times, ["probability"] = probability,
            ["retryAfterSeconds"] = retry.Item1, ["retryAfterAsDate"] = retry.Item2, ["code"] = says.Item1, ["message"] = says.Item2,
            ["headers"] = says.Item3 is { } via ? new JsonObject { ["Via"] = via } : [], ["body"] = says.Item3,
        });

    [Fact]
    public async Task A_fault_is_returned_as_it_was_sent()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await s_fault.SampleAsync(async fault =>
        {
            JsonElement returned = (await SendAsync(raw, "POST", "faults", fault.ToJsonString())).Body.GetProperty("faults")[0];
            await raw.SendAsync(new(HttpMethod.Delete, "_simulator/faults"));
            JsonObject expected = fault.DeepClone().AsObject();
            expected["met"] = 0;
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(returned.GetRawText())), returned.GetRawText());
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task No_body_makes_the_control_API_fail_or_accept_a_setting_out_of_range()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await Gen.Select(JsonMutations.Of(Settings), Gen.OneOf("PATCH", "PUT")).SampleAsync(async (body, method) =>
        {
            await AcceptsOrRejectsAsync(raw, method, "settings", body);
            SimulatorSettings settings = raw.Cloud.Settings;
            Assert.True(settings.RateLimit is null or > 0);
            Assert.True(settings.ClientRateLimit is null or > 0);
            Assert.True(settings.TokenRequestLimit is null or > 0);
            Assert.All(settings.ResourceLimits, limit => Assert.True(limit.Value > 0 && limit.Key.Contains('/', StringComparison.Ordinal)));
            Assert.InRange(settings.RateLimitWindow, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650));
            Assert.InRange(settings.TokenLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650));
            Assert.InRange(settings.Latency, TimeSpan.Zero, TimeSpan.FromDays(1));
            Assert.InRange(settings.ExecutionRetention, TimeSpan.Zero, TimeSpan.FromDays(3650));
            Assert.InRange(settings.InstanceIndexLag, TimeSpan.Zero, TimeSpan.FromDays(3650));
            Assert.InRange(settings.MaxRequestBytes, 1, 1 << 30);
            Assert.True(Enum.IsDefined(settings.NameFilter));
        }, iter: Times, threads: 1);
    }

    [Fact]
    public async Task No_body_makes_the_control_API_fail_or_accept_a_fault_out_of_range()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await JsonMutations.Of(OneFault).SampleAsync(async body =>
        {
            await AcceptsOrRejectsAsync(raw, "POST", "faults", body);
            foreach (JsonElement fault in (await raw.GetAsync("_simulator/faults")).Body.GetProperty("faults").EnumerateArray())
            {
                Assert.InRange(fault.GetProperty("status").GetInt32(), 400, 599);
                Assert.InRange(fault.GetProperty("skip").GetInt32(), 0, int.MaxValue);
                Assert.InRange(fault.GetProperty("probability").GetDouble(), 0, 1);
                Assert.True(fault.GetProperty("times") is { ValueKind: JsonValueKind.Null } || fault.GetProperty("times").GetInt32() > 0);
                Assert.True(fault.GetProperty("retryAfterSeconds") is { ValueKind: JsonValueKind.Null }
                    || fault.GetProperty("retryAfterSeconds").GetInt32() >= 0);
                Assert.True(Enum.TryParse<FaultKind>(fault.GetProperty("kind").GetString(), out _));
            }

            await raw.SendAsync(new(HttpMethod.Delete, "_simulator/faults"));
        }, iter: Times, threads: 1);
    }

    [Fact]
    public async Task No_flow_makes_the_control_API_fail()
    {
        await using RawClient raw = await RawClient.StartAsync();
        const string Flow = """
            {"name":"Mutant","id":"b0000000-0000-4000-8000-000000000001","type":"workflow","division":"Home",
            """ + """
            "deleted":false,"versions":["1.0",{"id":"2.0","inputs":[]}],"conversation":true,
             "inputs":[{"name":"Flow.a","type":"list of String","required":true}],"outputs":[{"name":"Flow.b",
            """ + """
            "type":"Integer","value":"${Flow.a}"}],
             "outputSchema":{"properties":{"Flow.b":{"$ref":"#/definitions/x"}},"definitions":{"x":{"oneOf":[{"$ref":"#/definitions/x"}]}}},
            """ + """
            "minSeconds":0.2,"maxSeconds":1.5,"outcome":"FAILED",
             "failureShare":0.5,"completionReason":"r","error":{"code":"c","message":"m","messageParams":{"a":"b"}}}
            """;
        await JsonMutations.Of(Flow).SampleAsync(async body =>
        {
            await AcceptsOrRejectsAsync(raw, "POST", "flows", body);
            Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows?pageSize=1000&includeSchemas=true")).Status);
            raw.Cloud.Reset();
            await raw.SignInAsync(SimulatedClients.Administrator);
        }, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData(32, HttpStatusCode.OK)]
    [InlineData(33, HttpStatusCode.BadRequest)]
    public async Task A_schema_nested_deeper_than_a_response_can_hold_is_refused(int levels, HttpStatusCode expected)
    {
        await using RawClient raw = await RawClient.StartAsync();
        string schema = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
        string flow = $$"""{"name":"Deep","inputSchema":{{schema}}}""";

        Assert.Equal(
            expected, (await raw.SendAsync(new(HttpMethod.Post, "_simulator/flows") { Content = new StringContent(flow) })).Status);
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows?pageSize=1000&includeSchemas=true")).Status);
    }

    private static async Task AcceptsOrRejectsAsync(RawClient raw, string method, string path, byte[] body)
    {
        RawResponse answer = await SendAsync(raw, method, path, body);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, answer.Status.ToString());
        if (answer.Status is HttpStatusCode.BadRequest)
            Assert.NotEmpty(answer.Text("error"));
    }
}
