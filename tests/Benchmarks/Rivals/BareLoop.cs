using System.Diagnostics;
using System.Net.Http.Headers;

namespace Benchmarks.Rivals;

/// <summary>
/// The raw limit: HttpClient sending ready-made bodies, some at once, and reading the answers to their end. It converts nothing,
/// checks nothing, keeps no order and tells nobody.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Uri _address;

    public BareLoop(Uri service, string token)
    {
        _address = new Uri(service, "api/v2/flows/executions");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <returns>Launches per second.</returns>
    public async Task<double> RunAsync(byte[][] bodies, int inFlight)
    {
        int last = -1;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(SendAsync)));
        return bodies.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task SendAsync()
        {
            for (int number; (number = Interlocked.Increment(ref last)) < bodies.Length;)
            {
                using var content = new ByteArrayContent(bodies[number]);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using HttpResponseMessage answer = await _http.PostAsync(_address, content);
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
