using System.Text.Json;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>What a client was granted, in the form of recorded responses.</summary>
public sealed class AuthorizationTests
{
    private const string Path = "api/v2/authorization/subjects/me";

    [Fact]
    public async Task A_client_without_divisions_has_its_role_in_the_division_that_stands_for_all()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.LaunchOnly);
        JsonElement subject = (await raw.GetAsync(Path)).Body;
        Assert.Equal(SimulatedClients.LaunchOnly.Id, subject.GetProperty("id").GetString());
        JsonElement grant = Assert.Single(subject.GetProperty("grants").EnumerateArray());
        Assert.Equal(
            """{"id":"*","homeDivision":false,"selfUri":"/api/v2/authorization/divisions/*"}""",
            grant.GetProperty("division").GetRawText());
        Assert.Equal(
            """[{"actions":["launch"],"domain":"architect","entityName":"flow"},""" +
            """{"actions":["view"],"domain":"architect","entityName":"flowExecution"}]""",
            grant.GetProperty("role").GetProperty("policies").GetRawText());
    }

    [Fact]
    public async Task A_client_with_divisions_has_its_role_in_each_of_them()
    {
        string file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            {
              "divisions": [{ "name": "North" }, { "name": "South" }],
              "clients": [{
                "id": "c0000000-0000-4000-8000-000000000001", "secret": "not-a-secret", "name": "northern",
                "permissions": ["architect:flow:view", "architect:flow:launch"], "divisions": ["North", "Home"]
              }]
            }
            """,
            TestContext.Current.CancellationToken);
        var client = new SimulatedClient(
            "c0000000-0000-4000-8000-000000000001", "not-a-secret", "northern", new HashSet<string>());
        await using RawClient raw = await RawClient.StartAsync(client, file);
        JsonElement[] grants = [.. (await raw.GetAsync(Path)).Body.GetProperty("grants").EnumerateArray()];
        Assert.Equal(
            [("Home", true), ("North", false)],
            grants.Select(grant => grant.GetProperty("division"))
                .Select(division => (division.GetProperty("name").GetString(), division.GetProperty("homeDivision").GetBoolean())));
        Assert.All(grants, grant => Assert.Equal(
            """[{"actions":["launch","view"],"domain":"architect","entityName":"flow"}]""",
            grant.GetProperty("role").GetProperty("policies").GetRawText()));
        File.Delete(file);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("?includeFullRoles=true", 1)]
    public async Task Permissions_of_roles_may_have_to_be_requested(string query, int policies)
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.LaunchOnly);
        raw.Cloud.Settings.FullRolesOnRequest = true;
        JsonElement role = (await raw.GetAsync(Path + query)).Body.GetProperty("grants")[0].GetProperty("role");
        Assert.Equal("launch-only", role.GetProperty("name").GetString());
        Assert.Equal(policies * 2, role.GetProperty("policies").GetArrayLength());
    }
}
