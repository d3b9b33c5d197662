using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>Users and external contacts, and the ways to find them.</summary>
public sealed class PeopleTests
{
    private const string Search = "api/v2/users/search";
    private const string ReverseLookup = "api/v2/externalcontacts/reversewhitepageslookup";
    private const string IdentifierLookup = "api/v2/externalcontacts/identifierlookup/contacts";

    [Fact]
    public async Task Users_are_found_by_exact_values_of_the_named_fields()
    {
        await using RawClient raw = await StartAsync();
        Assert.Equal(["anna@x.com"], await EmailsAsync(raw, Criterion(["email"], "ANNA@x.com", "nobody@x.com")));
        Assert.Equal(["anna@x.com", "ben@x.com"], await EmailsAsync(raw, Criterion(["email", "username"], "alee", "ben@x.com")));
        Assert.Empty(await EmailsAsync(raw, Criterion(["email"], "anna@x")));
        raw.Cloud.Settings.UserSearchCaseSensitive = true;
        Assert.Empty(await EmailsAsync(raw, Criterion(["email"], "ANNA@x.com")));
        raw.Cloud.Settings.UserSearchNeedsAllFields = true;
        Assert.Equal(["ben@x.com"], await EmailsAsync(raw, Criterion(["email", "username"], "alee", "anna@y.com", "ben@x.com")));
    }

    [Fact]
    public async Task Only_active_users_are_found_unless_the_search_names_states()
    {
        await using RawClient raw = await StartAsync();
        raw.Cloud.AddUser(SimulatedUser.Of("cleo@x.com") with { State = "deleted" });
        Assert.Empty(await EmailsAsync(raw, Criterion(["email"], "cleo@x.com")));
        Assert.Equal(["cleo@x.com"], await EmailsAsync(raw, Criterion(["email"], "cleo@x.com"), Criterion(["state"], "active", "deleted")));
        Assert.Empty(await EmailsAsync(raw, Criterion(["email"], "cleo@x.com"), Criterion(["state"], "active")));
    }

    [Fact]
    public async Task Users_come_in_pages()
    {
        await using RawClient raw = await StartAsync();
        var search = new JsonObject { ["pageSize"] = 1, ["pageNumber"] = 2, ["query"] = new JsonArray() };
        RawResponse page = await raw.PostAsync(Search, search);
        Assert.Equal((2, 2, 1), (Number(page, "total"), Number(page, "pageCount"), page.Body.GetProperty("results").GetArrayLength()));
        Assert.Equal("ben@x.com", page.Body.GetProperty("results")[0].GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("""{"pageSize":101}""")]
    [InlineData("""{"pageNumber":0}""")]
    [InlineData("""{"query":{}}""")]
    [InlineData("""{"query":[{"fields":["email"],"value":"x"}]}""")]
    [InlineData("""{"query":[{"type":"QUERY_STRING","fields":["email"],"value":"x"}]}""")]
    [InlineData("""{"query":[{"type":"EXACT","fields":["shoes"],"value":"x"}]}""")]
    [InlineData("""{"query":[{"type":"EXACT","fields":["email"],"values":[1]}]}""")]
    [InlineData("""{"query":[{"type":"EXACT","fields":["email"]}]}""")]
    public async Task A_search_that_is_no_search_is_refused(string body)
    {
        await using RawClient raw = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.PostAsync(Search, JsonNode.Parse(body)!)).Status);
    }

    [Fact]
    public async Task Contacts_are_found_by_address_or_number()
    {
        await using RawClient raw = await StartAsync();
        raw.Cloud.AddContact(new SimulatedContact("7a7b1c2d-0000-4000-8000-00000000000b")
        {
            FirstName = "Ben",
            Emails = new Dictionary<string, string> { ["workEmail"] = "ben@y.com" },
            Phones = new Dictionary<string, string> { ["cellPhone"] = "+1 317-222-2222", ["homePhone"] = "020 2672" },
            ExternalIds = new Dictionary<string, string> { ["CRM"] = "C-1" },
        });
        foreach ((string value, int count) in new[] { ("BEN@y.com", 1), ("%2B13172222222", 1), ("020 2672", 0), ("ben", 0) })
        {
            JsonElement contacts = (await raw.GetAsync($"{ReverseLookup}?lookupVal={value}")).Body.GetProperty("contacts");
            Assert.Equal(count, contacts.GetArrayLength());
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await raw.GetAsync(ReverseLookup)).Status);
        JsonElement contact = (await raw.GetAsync($"{ReverseLookup}?lookupVal=ben@y.com")).Body.GetProperty("contacts")[0];
        Assert.Equal("+13172222222", contact.GetProperty("cellPhone").GetProperty("e164").GetString());
        Assert.False(contact.GetProperty("homePhone").TryGetProperty("e164", out _));
    }

    [Fact]
    public async Task A_contact_is_found_by_the_id_that_another_system_has_for_it()
    {
        await using RawClient raw = await StartAsync();
        raw.Cloud.AddContact(new SimulatedContact("7a7b1c2d-0000-4000-8000-00000000000b")
        {
            ExternalIds = new Dictionary<string, string> { ["CRM"] = "C-1" },
        });
        RawResponse sources = await raw.GetAsync("api/v2/externalcontacts/externalsources?limit=200");
        string source = Assert.Single(sources.Body.GetProperty("entities").EnumerateArray()).GetProperty("id").GetString()!;
        Assert.Equal(SimulatedContact.SourceId("CRM"), source);
        JsonObject Identifier(string value, string? of) => new()
        {
            ["type"] = "ExternalId",
            ["value"] = value,
            ["externalSource"] = of is null ? null : new JsonObject { ["id"] = of },
        };
        RawResponse found = await raw.PostAsync(IdentifierLookup, Identifier("C-1", source));
        Assert.Equal("7a7b1c2d-0000-4000-8000-00000000000b", found.Text("id"));
        Assert.Equal(HttpStatusCode.NotFound, (await raw.PostAsync(IdentifierLookup, Identifier("c-1", source))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await raw.PostAsync(IdentifierLookup, Identifier("C-1", raw.Token))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.PostAsync(IdentifierLookup, Identifier("C-1", null))).Status);
    }

    [Fact]
    public async Task Looking_people_up_takes_a_permission()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.ViewOnly);
        RawResponse users = await raw.PostAsync(Search, new JsonObject());
        Assert.Equal(HttpStatusCode.Forbidden, users.Status);
        Assert.Contains("directory:user:view", users.Text("message"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await raw.GetAsync($"{ReverseLookup}?lookupVal=x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await raw.PostAsync(IdentifierLookup, new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await raw.GetAsync("api/v2/externalcontacts/externalsources")).Status);
    }

    [Fact]
    public async Task The_control_API_adds_people_and_a_reset_keeps_them()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse added = await raw.PostAsync("_simulator/users", new JsonObject { ["email"] = "anna@x.com", ["state"] = "inactive" });
        Assert.Equal(HttpStatusCode.NoContent, added.Status);
        await raw.PostAsync("_simulator/externalcontacts", new JsonObject { ["workEmail"] = "ben@y.com", ["lastName"] = "Okafor" });
        RawResponse refused = await raw.PostAsync("_simulator/users", new JsonObject { ["email"] = "a@x.com", ["x"] = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        raw.Cloud.Reset();
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(["anna@x.com"], await EmailsAsync(raw, Criterion(["state"], "inactive")));
        JsonElement contacts = (await raw.GetAsync($"{ReverseLookup}?lookupVal=ben@y.com")).Body.GetProperty("contacts");
        Assert.Equal("Okafor", Assert.Single(contacts.EnumerateArray()).GetProperty("lastName").GetString());
    }

    private static async Task<RawClient> StartAsync()
    {
        RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddUser(SimulatedUser.Of("anna@x.com") with { Username = "alee" });
        raw.Cloud.AddUser(SimulatedUser.Of("ben@x.com"));
        return raw;
    }

    private static JsonObject Criterion(string[] fields, params string[] values) => new()
    {
        ["type"] = "EXACT",
        ["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]),
        ["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };

    private static async Task<string[]> EmailsAsync(RawClient raw, params JsonNode[] criteria)
    {
        RawResponse found = await raw.PostAsync(Search, new JsonObject { ["query"] = new JsonArray(criteria) });
        Assert.Equal(HttpStatusCode.OK, found.Status);
        return [.. found.Body.GetProperty("results").EnumerateArray().Select(user => user.GetProperty("email").GetString()!)];
    }

    private static int Number(RawResponse response, string name) => response.Body.GetProperty(name).GetInt32();
}
