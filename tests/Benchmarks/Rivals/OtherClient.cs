using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Benchmarks.Rivals;

/// <summary>
/// Another program on the same token: at the beginning of each window it takes a fifth of the quota as fast as it can, then rests until
/// the next.
/// </summary>
internal sealed class OtherClient : IAsyncDisposable
{
    private const string Reset = "inin-ratelimit-reset";

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _share;
    private readonly Task _sending;

    private OtherClient(Uri service, string token, int share)
    {
        _share = share;
        _http.BaseAddress = service;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _sending = SendAsync();
    }

    public int Admitted { get; private set; }

    public int Refused { get; private set; }

    /// <param name="service">Where it sends.</param>
    /// <param name="token">The token that is shared.</param>
    /// <param name="share">Requests in each window.</param>
    public static OtherClient Start(Uri service, string token, int share) => new(service, token, share);

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
            while (true)
                await Task.Delay(await SpendShareAsync(), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <returns>How long the window still lasts.</returns>
    private async Task<TimeSpan> SpendShareAsync()
    {
        TimeSpan rest = TimeSpan.Zero;
        for (int sent = 0; sent < _share; sent++)
        {
            using HttpResponseMessage answer = await _http.GetAsync("api/v2/tokens/me", _stop.Token);
            rest = TimeSpan.FromSeconds(int.Parse(answer.Headers.GetValues(Reset).Single(), CultureInfo.InvariantCulture));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Refused++;
                return rest;
            }

            Admitted++;
        }

        return rest;
    }
}
