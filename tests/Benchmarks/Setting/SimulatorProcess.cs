using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Benchmarks.Setting;

/// <summary>The simulator in a process of its own, so that its memory and its garbage collections are not the module's.</summary>
internal sealed partial class SimulatorProcess : IAsyncDisposable
{
    private const int PageSize = 1000;

    private readonly Process _process;
    private readonly HttpClient _door;

    private SimulatorProcess(Process process, Match ready)
    {
        _process = process;
        Address = new Uri(ready.Groups["address"].Value);
        (ClientId, ClientSecret) = (ready.Groups["id"].Value, ready.Groups["secret"].Value);
        _door = new HttpClient { BaseAddress = new Uri(Address, "_simulator/") };
    }

    public Uri Address { get; }

    public string ClientId { get; }

    public string ClientSecret { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<SimulatorProcess> StartAsync()
    {
        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [Paths.Simulator, "--port", "0"]) { RedirectStandardOutput = true })!;
        string line = await process.StandardOutput.ReadLineAsync() ?? "";
        return ReadyLine().Match(line) is { Success: true } ready
            ? new SimulatorProcess(process, ready)
            : throw new InvalidOperationException($"The simulator did not start: '{line}'.");
    }

    /// <summary>Forgets everything, tokens included, and puts settings in the place of the defaults.</summary>
    public async Task BeginAsync(object settings)
    {
        await DemandAsync(_door.PostAsync("reset", null));
        await DemandAsync(_door.PutAsJsonAsync("settings", settings));
    }

    public Task SetAsync(object settings) => DemandAsync(_door.PatchAsJsonAsync("settings", settings));

    public Task AddFlowAsync(object flow) => DemandAsync(_door.PostAsJsonAsync("flows", flow));

    public Task AddFaultAsync(object fault) => DemandAsync(_door.PostAsJsonAsync("faults", fault));

    public Task ForgetFaultsAsync() => DemandAsync(_door.DeleteAsync("faults"));

    public Task EndTokensAsync() => DemandAsync(_door.PostAsync("tokens/end", null));

    /// <summary>How many launches there were.</summary>
    public Task<long> CountLaunchesAsync() => CountAsync("launches");

    /// <summary>The inputs of the newest launches, as they came.</summary>
    public async Task<IReadOnlyList<string>> LastInputsAsync(int count)
    {
        long launches = await CountLaunchesAsync();
        JsonElement page = await _door.GetFromJsonAsync<JsonElement>($"launches?skip={launches - count}&limit={count}");
        return [.. page.GetProperty("launches").EnumerateArray().Select(launch => launch.GetProperty("inputData").GetRawText())];
    }

    /// <summary>How many API requests were admitted, and how many refused for the rate limit.</summary>
    public async Task<(int Admitted, int Refused)> CountRequestsAsync()
    {
        int admitted = 0, refused = 0;
        long count = await CountAsync("requests");
        for (int skip = 0; skip < count; skip += PageSize)
        {
            JsonElement page = await _door.GetFromJsonAsync<JsonElement>($"requests?skip={skip}&limit={PageSize}");
            foreach (JsonElement request in page.GetProperty("requests").EnumerateArray())
            {
                if (request.GetProperty("status").GetInt32() == 429)
                    refused++;
                else if (request.GetProperty("path").GetString()!.StartsWith("/api/", StringComparison.Ordinal))
                    admitted++;
            }
        }

        return (admitted, refused);
    }

    /// <summary>Signs in, for those who bring no sign-in of their own.</summary>
    public async Task<string> GetTokenAsync()
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "oauth/token")) { Content = form };
        request.Headers.Authorization = new(
            "Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{ClientId}:{ClientSecret}")));
        using HttpResponseMessage answer = await _door.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _door.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<long> CountAsync(string what) =>
        (await _door.GetFromJsonAsync<JsonElement>($"{what}?count")).GetProperty("count").GetInt64();

    private static async Task DemandAsync(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage answer = await sending;
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The simulator's control API: {await answer.Content.ReadAsStringAsync()}");
    }

    [GeneratedRegex(@"^Simulated Genesys Cloud at (?<address>\S+) \(client id (?<id>\S+) secret (?<secret>\S+)\)$")]
    private static partial Regex ReadyLine();
}
