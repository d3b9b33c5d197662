using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Json;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.People;

/// <summary>The calls that find users and external contacts by what they are called.</summary>
/// <remarks>
/// Paths, bodies, and permissions are those of the official .NET SDK (release 270). All are reads, so that they are sent again as reads
/// are, and they take their turn among the launches: whoever looks up the next rows must not wait until all before them are launched.
/// Every call throws <see cref="GenesysCloudException"/> when it does not succeed.
/// </remarks>
internal sealed class PeopleApi(ApiConnection connection)
{
    /// <summary>
    /// As many people as one search is asked for. The service names no largest number of values; this is the largest page in published
    /// examples, and as many results as it promises with every option.
    /// </summary>
    public const int MaxUsers = 100;

    /// <summary>As many contacts as a look-up gives; with so many, there may be more.</summary>
    public const int MaxContacts = 25;

    private const string Contacts = "api/v2/externalcontacts/";

    /// <summary>
    /// <c>POST /api/v2/users/search</c>: the users whose e-mail address or user name is one of these, whatever their state. Needs
    /// <c>directory:user:view</c>.
    /// </summary>
    /// <remarks>
    /// EXACT with a list of values, and the states in a criterion of their own, are as the official Terraform provider sends them; without
    /// the states, only active users are found. What the SDK doesn't say: whether EXACT tells cases apart, so both spellings are to be
    /// asked for, and whether several fields widen or narrow the search. As a rule a user name is the address, so that either is right.
    /// Callers compare what comes back.
    /// </remarks>
    public async Task<List<User>> SearchUsersAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        const string Path = "api/v2/users/search";
        var users = new List<User>();
        string? firstOfLastPage = null;
        for (int page = 1; ; page++)
        {
            var request = new ApiRequest(HttpMethod.Post, "/" + Path, Path)
            {
                Body = PooledJsonWriter.Of((names, page), static (json, search) => WriteSearch(json, search.names, search.page)),
                Priority = RequestPriority.Launch,
            };
            UserSearchResults found =
                await connection.SendAsync(request, PeopleJson.Default.UserSearchResults, cancellationToken).ConfigureAwait(false);
            // A page past the end may repeat the last one, so the count alone is not relied on.
            if (found.Results.Count == 0 || found.Results[0].Id == firstOfLastPage)
                return users;
            users.AddRange(found.Results);
            if (page >= (found.PageCount ?? 1))
                return users;
            firstOfLastPage = found.Results[0].Id;
        }
    }

    /// <summary>
    /// <c>GET /api/v2/externalcontacts/reversewhitepageslookup</c>: the contacts that have an e-mail address or a phone number in E.164
    /// form, <see cref="MaxContacts"/> at the most. Needs <c>externalContacts:contact:view</c>. It takes one value: the API has no search
    /// for several contacts by anything but their ids.
    /// </summary>
    public async Task<IReadOnlyList<ExternalContact>> LookUpContactsAsync(string value, CancellationToken cancellationToken)
    {
        const string Path = Contacts + "reversewhitepageslookup";
        var request = new ApiRequest(HttpMethod.Get, "/" + Path, Path)
        {
            Query = "lookupVal=" + Uri.EscapeDataString(value),
            Priority = RequestPriority.Launch,
        };
        return (await connection.SendAsync(request, PeopleJson.Default.ContactLookup, cancellationToken).ConfigureAwait(false)).Contacts;
    }

    /// <summary>
    /// <c>POST /api/v2/externalcontacts/identifierlookup/contacts</c>: the contact with an id in another system; null if there is none,
    /// which the service says with a 404. Needs <c>externalContacts:contact:view</c>.
    /// </summary>
    public async Task<ExternalContact?> FindContactAsync(string sourceId, string externalId, CancellationToken cancellationToken)
    {
        const string Path = Contacts + "identifierlookup/contacts";
        var request = new ApiRequest(HttpMethod.Post, "/" + Path, Path)
        {
            Query = "expand=identifiers",
            Body = PooledJsonWriter.Of((sourceId, externalId), static (json, identifier) =>
            {
                json.WriteStartObject();
                json.WriteString("type", "ExternalId");
                json.WriteString("value", identifier.externalId);
                json.WriteStartObject("externalSource");
                json.WriteString("id", identifier.sourceId);
                json.WriteEndObject();
                json.WriteEndObject();
            }),
            Priority = RequestPriority.Launch,
        };
        try
        {
            return await connection.SendAsync(request, PeopleJson.Default.ExternalContact, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException missing) when (missing is { Outcome: SendOutcome.Refused, Status: 404 })
        {
            return null;
        }
    }

    /// <summary>
    /// <c>GET /api/v2/externalcontacts/externalsources</c>, all pages: the other systems in which contacts have ids. Needs
    /// <c>externalContacts:contact:view</c> or <c>externalContacts:externalSource:view</c>.
    /// </summary>
    public async Task<List<ExternalSource>> GetExternalSourcesAsync(CancellationToken cancellationToken)
    {
        const string Path = Contacts + "externalsources";
        var sources = new List<ExternalSource>();
        string? cursor = null;
        while (true)
        {
            var request = new ApiRequest(HttpMethod.Get, "/" + Path, Path)
            {
                Query = "limit=200&active=true" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)),
                Priority = RequestPriority.Launch,
            };
            ExternalSourceListing page =
                await connection.SendAsync(request, PeopleJson.Default.ExternalSourceListing, cancellationToken).ConfigureAwait(false);
            sources.AddRange(page.Entities.Where(source => source.Id.Length > 0));
            if (page.Entities.Count == 0 || page.Cursors?.After is not { Length: > 0 } after || after == cursor)
                return sources;
            cursor = after;
        }
    }

    private static void WriteSearch(Utf8JsonWriter json, IReadOnlyList<string> names, int page)
    {
        json.WriteStartObject();
        json.WriteNumber("pageSize", MaxUsers);
        json.WriteNumber("pageNumber", page);
        // Pages of an order that is not fixed may repeat one user and leave out another.
        json.WriteString("sortBy", "email");
        json.WriteString("sortOrder", "ASC");
        json.WriteStartArray("query");
        WriteCriterion(json, ["email", "username"], names);
        WriteCriterion(json, ["state"], ["active", "inactive", "deleted"]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCriterion(Utf8JsonWriter json, ReadOnlySpan<string> fields, IReadOnlyList<string> values)
    {
        json.WriteStartObject();
        json.WriteString("type", "EXACT");
        json.WriteStartArray("fields");
        foreach (string field in fields)
            json.WriteStringValue(field);
        json.WriteEndArray();
        json.WriteStartArray("values");
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
