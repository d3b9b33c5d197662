using System.Net;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>Responses that are not Genesys Cloud's: of a firewall, a gateway, a login page on the way.</summary>
public sealed class ForeignResponseTests
{
    private static readonly Fault s_firewall = new(FaultKind.ForeignBefore)
    {
        Status = 403,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html", ["Server"] = "Wall", ["Via"] = "1.1 proxy.example.com" },
        Body = "<html><h1>Blocked</h1></html>",
    };

    private static async Task<HttpResponseMessage> LaunchAsync(RawClient raw)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = raw.Cloud.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", raw.Token);
        string launch = $$"""{"flowId":"{{raw.FlowId("Nightly clean-up")}}"}""";
        using var body = new StringContent(launch, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        return await http.PostAsync("api/v2/flows/executions", body, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(FaultKind.ForeignBefore, 0)]
    [InlineData(FaultKind.ForeignAfter, 1)]
    public async Task It_comes_before_or_after_the_launch_with_its_own_headers_and_none_of_the_services(FaultKind kind, int launches)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(s_firewall with { Kind = kind });
        using HttpResponseMessage response = await LaunchAsync(raw);
        Assert.Equal((HttpStatusCode.Forbidden, launches), (response.StatusCode, raw.Cloud.LaunchCount));
        Assert.Equal("<html><h1>Blocked</h1></html>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            ["Content-Length", "Content-Type", "Date", "Server", "Via"],
            response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.All(raw.Cloud.Launches, launch => Assert.False(launch.Answered));
        Assert.Equal(403, raw.Cloud.Requests[^1].Status);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>Sign in</html>")]
    [InlineData(403, "application/json", """{"message":"Forbidden"}""")]
    [InlineData(204, "text/plain", null)]
    [InlineData(502, "text/html", "")]
    public async Task Any_status_and_any_body_can_come(int status, string contentType, string? body)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore)
        {
            Status = status, Body = body, Headers = new Dictionary<string, string> { ["Content-Type"] = contentType },
        });
        using HttpResponseMessage response = await LaunchAsync(raw);
        Assert.Equal((status, contentType), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Equal(body ?? "", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_redirect_leads_to_another_host()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore)
        {
            Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "https://login.example.com/portal?from=api" },
        });
        using HttpResponseMessage response = await LaunchAsync(raw);
        Assert.Equal((HttpStatusCode.Found, "login.example.com"), (response.StatusCode, response.Headers.Location?.Host));
    }

    [Fact]
    public async Task It_can_be_added_through_the_control_API()
    {
        await using RawClient raw = await RawClient.StartAsync();
        const string Fault =
            """{"kind":"ForeignBefore","status":200,"headers":{"Content-Type":"text/html","Server":"Wall"},"body":"<html>"}""";
        var request = new HttpRequestMessage(HttpMethod.Post, "_simulator/faults") { Content = new StringContent(Fault) };
        Assert.Equal(HttpStatusCode.OK, (await raw.SendAsync(request)).Status);
        using HttpResponseMessage response = await LaunchAsync(raw);
        Assert.Equal((HttpStatusCode.OK, "Wall"), (response.StatusCode, response.Headers.Server.ToString()));
    }

    [Theory]
    [InlineData("""{"Bad name":"x"}""")]
    [InlineData("""{"X":"line\nbreak"}""")]
    [InlineData("""{"X":"é"}""")]
    public async Task A_header_that_is_none_is_refused(string headers)
    {
        await using RawClient raw = await RawClient.StartAsync();
        var body = new StringContent($$"""{"kind":"ForeignBefore","headers":{{headers}}}""");
        RawResponse refused = await raw.SendAsync(new(HttpMethod.Post, "_simulator/faults") { Content = body });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("headers", refused.Text("error"), StringComparison.Ordinal);
    }
}
