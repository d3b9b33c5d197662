using System.Net;
using System.Text.Json;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class FlowListTests
{
    private static string[] Names(RawResponse list) =>
        [.. list.Body.GetProperty("entities").EnumerateArray().Select(flow => flow.GetProperty("name").GetString()!)];

    [Fact]
    public async Task Following_nextUri_shows_every_flow_once()
    {
        await using RawClient raw = await RawClient.StartAsync();
        (List<string>? names, string? next, string? previous) = (
            new List<string>(), (string?)"/api/v2/flows?type=workflow&type=inboundcall&sortBy=name&pageSize=7", (string?)null);
        while (next is not null)
        {
            RawResponse page = await raw.GetAsync(next);
            names.AddRange(Names(page));
            if (page.Body.TryGetProperty("previousUri", out JsonElement back))
                previous = back.GetString();
            next = page.Body.TryGetProperty("nextUri", out JsonElement forth) ? forth.GetString() : null;
        }

        IEnumerable<string> expected = raw.Cloud.Flows.Where(flow => flow.Type is "workflow" or "inboundcall" && !flow.Deleted)
            .Select(flow => flow.Name);
        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Contains("type=workflow&type=inboundcall", previous, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_counts_what_there_is()
    {
        await using RawClient raw = await RawClient.StartAsync();
        int flows = raw.Cloud.Flows.Count(flow => !flow.Deleted);
        JsonElement page = (await raw.GetAsync("api/v2/flows?pageNumber=2")).Body;
        Assert.Equal(25, page.GetProperty("pageSize").GetInt32());
        Assert.Equal(2, page.GetProperty("pageNumber").GetInt32());
        Assert.Equal(flows, page.GetProperty("total").GetInt32());
        Assert.Equal((flows + 24) / 25, page.GetProperty("pageCount").GetInt32());
        Assert.Equal("/api/v2/flows?pageNumber=1&pageSize=25", page.GetProperty("firstUri").GetString());
    }

    [Theory]
    [InlineData(NameFilter.Wildcard, "onboard*", 1)]
    [InlineData(NameFilter.Wildcard, "onboard", 0)]
    [InlineData(NameFilter.Wildcard, "*PIN*", 2)]
    [InlineData(NameFilter.Contains, "onboard", 1)]
    [InlineData(NameFilter.Exact, "ONBOARD EMPLOYEE", 1)]
    [InlineData(NameFilter.Exact, "onboard*", 0)]
    public async Task Names_are_filtered_as_the_setting_says(NameFilter filter, string name, int count)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.NameFilter = filter;
        Assert.Equal(count, Names(await raw.GetAsync($"api/v2/flows?name={name}")).Length);
        Assert.Equal(count, Names(await raw.GetAsync($"api/v2/flows?nameOrDescription={name}")).Length);
    }

    [Fact]
    public async Task Schemas_come_only_when_asked_for()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse plain = await raw.GetAsync("api/v2/flows?name=Onboard%20employee");
        Assert.False(plain.Body.GetProperty("entities")[0].TryGetProperty("inputSchema", out _));
        RawResponse full = await raw.GetAsync("api/v2/flows?name=Onboard%20employee&includeSchemas=true");
        JsonElement schema = full.Body.GetProperty("entities")[0].GetProperty("inputSchema");
        JsonElement properties = schema.GetProperty("properties");
        Assert.Equal("#/definitions/archDate", properties.GetProperty("Flow.startDate").GetProperty("$ref").GetString());
        Assert.Equal("#/definitions/archInteger", properties.GetProperty("Flow.badgeNumber").GetProperty("$ref").GetString());
        Assert.Equal(
            "#/definitions/archString", properties.GetProperty("Flow.equipment").GetProperty("items").GetProperty("$ref").GetString());
    }

    [Fact]
    public async Task Ids_win_over_every_other_filter_and_can_be_looked_up()
    {
        await using RawClient raw = await RawClient.StartAsync();
        (string? one, string? two) = (raw.FlowId("Send reminder"), raw.FlowId("Main IVR"));
        string[] expected = ["Main IVR", "Send reminder"];
        Assert.Equal(expected, Names(await raw.GetAsync($"api/v2/flows?id={one}&id={two}&type=voice&sortBy=color")).Order());
        Assert.Equal(expected, Names(await raw.GetAsync($"api/v2/flows/lookup?id={one}&id={two}")).Order());
        Assert.Equal(expected, Names(await raw.GetAsync($"api/v2/flows/lookup?id={one},{two}")).Order());
        Assert.Equal("architect.query.parameter.missing", (await raw.GetAsync("api/v2/flows/lookup")).Text("code"));
    }

    [Fact]
    public async Task A_flow_shows_its_type_in_capitals_and_its_dates_in_both_ways()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse flow = await raw.GetAsync($"api/v2/flows/{raw.FlowId("Onboard employee")}");
        Assert.Equal("WORKFLOW", flow.Text("type"));
        JsonElement version = flow.Body.GetProperty("publishedVersion");
        Assert.Equal("3.0", version.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Number, version.GetProperty("dateCreated").ValueKind);
        Assert.True(version.GetProperty("datePublished").TryGetDateTimeOffset(out DateTimeOffset published));
        Assert.True(published.ToUnixTimeMilliseconds() > version.GetProperty("dateCheckedIn").GetInt64());
    }

    [Fact]
    public async Task Each_version_has_its_own_schema()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string flow = $"api/v2/flows/{raw.FlowId("Onboard employee")}/versions";
        Assert.Equal(["1.0", "2.0", "3.0"], Names(await raw.GetAsync(flow)));
        Assert.Equal(
            2, (await raw.GetAsync($"{flow}/1.0")).Body.GetProperty("inputSchema").GetProperty("properties").EnumerateObject().Count());
        Assert.Equal(
            6, (await raw.GetAsync($"{flow}/3.0")).Body.GetProperty("inputSchema").GetProperty("properties").EnumerateObject().Count());
        Assert.Equal("architect.flow.version.missing", (await raw.GetAsync($"{flow}/9.0")).Text("code"));
    }

    [Fact]
    public async Task Unknown_flows_deleted_flows_and_flows_out_of_reach_differ()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.Equal("architect.flow.not.found", (await raw.GetAsync($"api/v2/flows/{Guid.Empty}")).Text("code"));
        RawResponse gone = await raw.GetAsync($"api/v2/flows/{raw.FlowId("Old welcome")}");
        Assert.Equal(
            (HttpStatusCode.Gone, "architect.flow.deleted", "Flow has been deleted."),
            (gone.Status, gone.Text("code"), gone.Text("message")));
        Assert.Equal("Old welcome", (await raw.GetAsync($"api/v2/flows/{raw.FlowId("Old welcome")}?deleted=true")).Text("name"));
        Assert.DoesNotContain("Old welcome", Names(await raw.GetAsync("api/v2/flows?pageSize=500")));
        Assert.Contains("Old welcome", Names(await raw.GetAsync("api/v2/flows?pageSize=500&deleted=true")));
    }

    [Fact]
    public async Task Divisions_are_distinguished()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string operations = raw.Cloud.Flows.First(flow => flow.Division.Name == "Operations").Division.Id;
        string[] found = Names(await raw.GetAsync($"api/v2/flows?divisionId={operations}"));
        Assert.Equal(raw.Cloud.Flows.Where(flow => flow.Division.Id == operations).Select(flow => flow.Name).Order(), found.Order());
    }

    [Theory]
    [InlineData("type=WORKFLOWS", "invalid.value")]
    [InlineData("pageSize=0", "bad.request")]
    [InlineData("pageNumber=x", "bad.request")]
    [InlineData("sortBy=color", "bad.request")]
    public async Task A_query_that_makes_no_sense_is_a_400(string query, string code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.GetAsync($"api/v2/flows?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(code, refused.Text("code"));
    }

    [Fact]
    public async Task A_client_without_the_permission_gets_its_name()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.LaunchOnly);
        RawResponse refused = await raw.GetAsync("api/v2/flows");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("missing.any.permissions", refused.Text("code"));
        Assert.EndsWith("[architect:flow:view]", refused.Text("message"), StringComparison.Ordinal);
        Assert.Equal("[architect:flow:view]", refused.Body.GetProperty("messageParams").GetProperty("permissions").GetString());
    }
}
