using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;

namespace GenesysCloud.Tests.Support;

/// <summary>A client on virtual time that talks to whatever is at an address.</summary>
internal sealed class TestTransport : IDisposable
{
    private readonly GenesysCloudClient _client;

    public TestTransport(
        Uri address, HttpMessageHandler? handler = null, bool signsIn = false, string? secret = null, string accessToken = "fake-token")
    {
        InFlightHandler = new InFlightHandler(handler ?? GenesysCloudClient.CreateHandler());
        Time = new TimeDriver(Clock, InFlightHandler);
        _client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(address),
            Credentials = signsIn
                ? new ClientCredentials(SimulatedClients.Administrator.Id, secret ?? SimulatedClients.Administrator.Secret)
                : null,
            AccessToken = signsIn ? null : accessToken,
            TimeProvider = Clock,
            Randomizer = () => 0.5,
            Handler = InFlightHandler,
        });
        Client = _client.ObservedBy(Events);
    }

    public VirtualClock Clock { get; } = new();

    public InFlightHandler InFlightHandler { get; }

    public TimeDriver Time { get; }

    public EventLog Events { get; } = new();

    public GenesysCloudClient Client { get; }

    public void Dispose()
    {
        _client.Dispose();
        Secrets.DemandNoneIn(Events.All);
    }
}
