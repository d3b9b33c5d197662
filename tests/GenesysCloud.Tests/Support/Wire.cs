using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;

namespace GenesysCloud.Tests.Support;

/// <summary>A client on virtual time that talks to whatever is at an address.</summary>
internal sealed class Wire : IDisposable
{
    private readonly GenesysCloudClient _client;

    public Wire(Uri address, HttpMessageHandler? handler = null, bool signsIn = false)
    {
        Flights = new Flights(handler ?? GenesysCloudClient.CreateHandler());
        Time = new TimeDriver(Clock, Flights);
        _client = new GenesysCloudClient(new GenesysCloudClientOptions
        {
            Region = SimulatedCloud.RegionOf(address),
            Credentials = signsIn ? new ClientCredentials(SimulatedClients.Administrator.Id, SimulatedClients.Administrator.Secret) : null,
            AccessToken = signsIn ? null : "fake-token",
            TimeProvider = Clock,
            Randomizer = () => 0.5,
            Handler = Flights,
        });
        Client = _client.ObservedBy(Events);
    }

    public VirtualClock Clock { get; } = new();

    public Flights Flights { get; }

    public TimeDriver Time { get; }

    public EventLog Events { get; } = new();

    public GenesysCloudClient Client { get; }

    public void Dispose() => _client.Dispose();
}
