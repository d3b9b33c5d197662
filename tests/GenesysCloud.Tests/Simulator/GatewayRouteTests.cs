using System.Net;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>With the paths of a gateway, the simulator is reached by them and by nothing else.</summary>
public sealed class GatewayRouteTests
{
    [Fact]
    public async Task Only_requests_with_the_path_of_the_gateway_reach_the_service()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.GatewayLoginPath = "login/";
        cloud.Simulator.Settings.GatewayApiPath = "/genesys";
        using var http = new HttpClient { BaseAddress = cloud.Simulator.BaseAddress };

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("api/v2/tokens/me"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("login/api/v2/tokens/me"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("genesys/oauth/token"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("oauth/token"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("genesys/api/v2/tokens/me"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync("login/oauth/token"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("_simulator/settings"));
        Assert.Equal("/api/v2/tokens/me", cloud.Simulator.Requests[^2].Path);

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using HttpResponseMessage response = await http.GetAsync(
                new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task What_a_gateway_without_a_route_responds_is_not_taken_for_Genesys_Cloud()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.GatewayApiPath = "/genesys";

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(cloud.CreateClient(accessToken: "fake-token").GetOrganizationAsync()));

        Assert.Equal(404, failure.ForeignResponse?.Status);
    }
}
