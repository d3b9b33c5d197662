using System.Net;
using System.Net.Http.Headers;

namespace Benchmarks.Rivals;

/// <summary>Another program on the same token: spends a fifth of the budget at an even pace, and waits when it is refused.</summary>
internal sealed class OtherClient : IAsyncDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;

    private OtherClient(Uri service, string token)
    {
        _http.BaseAddress = service;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _sending = SendAsync();
    }

    public int Admitted { get; private set; }

    public int Refused { get; private set; }

    public static OtherClient Start(Uri service, string token) => new(service, token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            using var pace = new PeriodicTimer(s_pace);
            while (await pace.WaitForNextTickAsync(_stop.Token))
            {
                using HttpResponseMessage answer = await _http.GetAsync("api/v2/tokens/me", _stop.Token);
                if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    Admitted++;
                    continue;
                }

                Refused++;
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? s_pace, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }
}
