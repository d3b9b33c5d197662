using System.Net;
using System.Net.Http.Headers;
using GenesysCloud.Authentication;

namespace GenesysCloud.Tests.Support;

/// <summary>A client whose every request is answered here, without a network: for answers no service should ever give.</summary>
internal sealed class StubbedClient : IDisposable
{
    private readonly GenesysCloudClient _client;

    public StubbedClient(Func<HttpRequestMessage, HttpResponseMessage> answer, bool signsIn = false)
    {
        var clock = new VirtualClock();
        var flights = new Flights(new Stub(answer));
        Time = new TimeDriver(clock, flights);
        _client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Credentials = signsIn ? new ClientCredentials("fake-client", "fake-secret") : null,
            AccessToken = signsIn ? null : "fake-token",
            TimeProvider = clock,
            Randomizer = () => 0.5,
            Handler = flights,
        });
        Client = _client.ObservedBy(Events);
    }

    public GenesysCloudClient Client { get; }

    public TimeDriver Time { get; }

    public EventLog Events { get; } = new();

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) => Answer(status, System.Text.Encoding.UTF8.GetBytes(body));

    public static HttpResponseMessage Answer(HttpStatusCode status, byte[] body) => new(status)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    public void Dispose() => _client.Dispose();

    private sealed class Stub(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
                await request.Content.CopyToAsync(Stream.Null, cancellationToken);
            return answer(request);
        }
    }
}
