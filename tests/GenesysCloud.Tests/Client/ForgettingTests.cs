using System.Collections;
using System.Reflection;
using System.Text;
using GenesysCloud.Authentication;
using GenesysCloud.Http;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>A client that is closed holds neither secret nor token any more, and says so to whoever calls.</summary>
public sealed class ForgettingTests
{
    private static readonly string s_secret = SimulatedClients.Administrator.Secret;

    [Fact]
    public async Task A_closed_client_holds_neither_secret_nor_token()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string? token = null;
        cloud.InFlightHandler.Sending = request => token = request.Headers.Authorization!.Parameter;
        using GenesysCloudClient client = NewClient(cloud, new ClientCredentials(SimulatedClients.Administrator.Id, s_secret), null);
        await cloud.RunAsync(client.GetOrganizationAsync());

        Assert.True(Holds(client, s_secret), "The search does not see the secret where it is.");
        Assert.True(Holds(client, token!), "The search does not see the token where it is.");
        client.Dispose();

        Assert.False(Holds(client, s_secret));
        Assert.False(Holds(client, token!));
        Assert.Equal(SimulatedClients.Administrator.Id, client.ClientId);
    }

    [Fact]
    public async Task A_closed_client_holds_no_token_that_it_was_given()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string token = await cloud.IssueTokenAsync();
        using GenesysCloudClient client = NewClient(cloud, null, token);
        Assert.True(Holds(client, token));

        client.Dispose();

        Assert.False(Holds(client, token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_of_a_closed_client_are_told_that_it_is_closed(bool signsIn)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = NewClient(
            cloud, signsIn ? new ClientCredentials(SimulatedClients.Administrator.Id, s_secret) : null, signsIn ? null : "fake-token");
        client.Dispose();

        GenesysCloudException call = await Assert.ThrowsAsync<GenesysCloudException>(() => cloud.RunAsync(client.GetOrganizationAsync()));
        GenesysCloudException signIn = await Assert.ThrowsAsync<GenesysCloudException>(() => cloud.RunAsync(client.SignInAsync()));

        Assert.All(
            [call, signIn],
            failure => Assert.Equal((GenesysCloudException.SessionClosed, SendOutcome.NotSent), (failure.Code, failure.Outcome)));
        Assert.Equal(0, cloud.TokenRequests);
    }

    [Fact]
    public async Task A_sign_in_that_is_being_retried_ends_when_the_client_is_closed()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Times = null });
        GenesysCloudClient client = NewClient(cloud, new ClientCredentials(SimulatedClients.Administrator.Id, s_secret), null);
        Task signIn = client.SignInAsync();
        await cloud.Time.UntilAsync(() => cloud.TokenRequests == 2);

        client.Dispose();

        await Assert.ThrowsAsync<GenesysCloudException>(() => cloud.RunAsync(signIn));
        Assert.InRange(cloud.TokenRequests, 2, 3);
    }

    [Fact]
    public void Credentials_that_are_disposed_hold_no_secret()
    {
        var credentials = new ClientCredentials("fake-client", s_secret);
        Assert.True(Holds(credentials, s_secret));

        credentials.Dispose();

        Assert.False(Holds(credentials, s_secret));
    }

    private static GenesysCloudClient NewClient(SimulatedCloud cloud, ClientCredentials? credentials, string? token)
    {
        using (credentials)
        {
            return new(new GenesysCloudClientOptions
            {
                Region = SimulatedCloud.RegionOf(cloud.Simulator.BaseAddress),
                Credentials = credentials,
                AccessToken = token,
                TimeProvider = cloud.Clock,
                Randomizer = () => 0.5,
                Handler = new DisposalProbe(cloud.InFlightHandler),
            });
        }
    }

    /// <summary>Whether a text is in any field of anything that an object of this module leads to.</summary>
    private static bool Holds(object root, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Stack<object>([root]);
        while (left.TryPop(out object? one))
        {
            if (one is string found && found.Contains(text, StringComparison.Ordinal))
                return true;
            if (one is byte[] bytes && bytes.AsSpan().IndexOf(utf8) >= 0)
                return true;
            if (one is string or byte[] || one.GetType().IsPrimitive || one is Type or Pointer || one.GetType().IsPointer
                || !seen.Add(one) || IsOfTest(one))
            {
                continue;
            }

            if (one is IEnumerable and Array array)
            {
                foreach (object? element in array)
                    Push(element);
                continue;
            }

            for (Type? type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                        Push(field.GetValue(one));
                }
            }
        }

        return false;

        void Push(object? next)
        {
            if (next is not null)
                left.Push(next);
        }
    }

    // The simulator knows its clients' secrets, and the tests what was sent.
    private static bool IsOfTest(object one) => one.GetType().FullName!.StartsWith("GenesysCloud.Tests", StringComparison.Ordinal);

    /// <summary>Does not dispose of what the cloud still needs.</summary>
    private sealed class DisposalProbe(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _inner.SendAsync(request, cancellationToken);
    }
}
