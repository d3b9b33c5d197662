using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>A raw HTTP response.</summary>
internal sealed record RawResponse(HttpStatusCode Status, HttpResponseHeaders Headers, JsonElement Body)
{
    public string Header(string name) => Assert.Single(Headers.GetValues(name));

    public string Text(string member) => Body.GetProperty(member).GetString()!;
}

/// <summary>A simulator under a clock of the test, and plain HTTP to it.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly HttpClient _http;

    private RawClient(CloudSimulator cloud, FakeTimeProvider time)
    {
        Cloud = cloud;
        Time = time;
        _http = new HttpClient { BaseAddress = cloud.BaseAddress };
    }

    public CloudSimulator Cloud { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>The token of the last sign-in.</summary>
    public string Token { get; private set; } = "";

    public static async Task<RawClient> StartAsync(SimulatedClient? signedInAs = null, string? flowsFile = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var options = new SimulatorOptions { TimeProvider = time, FlowsFile = flowsFile };
        var raw = new RawClient(await CloudSimulator.StartAsync(options, TestContext.Current.CancellationToken), time);
        await raw.SignInAsync(signedInAs ?? SimulatedClients.Administrator);
        return raw;
    }

    public Task<RawResponse> TokenAsync(string id, string secret, string form = "grant_type=client_credentials")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token")
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{secret}")));
        return SendAsync(request);
    }

    public async Task SignInAsync(SimulatedClient client)
    {
        RawResponse answer = await TokenAsync(client.Id, client.Secret);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Token = answer.Text("access_token");
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public Task<RawResponse> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<RawResponse> PostAsync(string path, JsonNode body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    public Task<RawResponse> LaunchAsync(string flow, JsonObject? inputData = null, string? name = null)
    {
        var body = new JsonObject { ["flowId"] = FlowId(flow) };
        if (inputData is not null)
            body["inputData"] = inputData;
        if (name is not null)
            body["name"] = name;
        return PostAsync("api/v2/flows/executions", body);
    }

    public Task<RawResponse> ExecutionAsync(RawResponse launch) => GetAsync($"api/v2/flows/executions/{launch.Text("id")}");

    public string FlowId(string name) => Cloud.Flows.Single(flow => flow.Name == name).Id;

    public async Task<RawResponse> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new RawResponse(response.StatusCode, response.Headers, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Cloud.DisposeAsync();
    }
}
