using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.People;

namespace GenesysCloud.Simulator.Api;

/// <summary>A user search is invalid; the message says where.</summary>
internal sealed class UserSearchException(string message) : Exception(message);

/// <summary>A <c>UserSearchRequest</c>, as far as the simulator knows it: criteria of type EXACT that must all match.</summary>
internal sealed class UserSearchQuery
{
    // The largest page in published examples.
    private const int MaxPageSize = 100;

    private readonly List<Func<SimulatedUser, bool>> _criteria = [];

    /// <summary>Whether it says which states it looks for; without that, only active users are found.</summary>
    private bool _hasState;

    public int PageSize { get; private init; }

    public int PageNumber { get; private init; }

    /// <exception cref="UserSearchException">The search is invalid.</exception>
    public static UserSearchQuery Read(JsonElement body, SimulatorSettings settings)
    {
        var search = new UserSearchQuery { PageSize = Number(body, "pageSize", 25), PageNumber = Number(body, "pageNumber", 1) };
        if (search.PageSize > MaxPageSize)
            throw new UserSearchException($"'pageSize' must be at most {MaxPageSize}.");
        if (!body.TryGetProperty("query", out JsonElement query))
            return search;
        foreach (JsonElement criterion in Items(query, "query"))
            search.Add(criterion, settings);
        return search;
    }

    public bool Matches(SimulatedUser user) =>
        (_hasState || user.State == "active") && _criteria.TrueForAll(criterion => criterion(user));

    private void Add(JsonElement criterion, SimulatorSettings settings)
    {
        if (criterion.ValueKind is not JsonValueKind.Object || Text(criterion, "type") != "EXACT")
            throw new UserSearchException("A criterion must be an object of type EXACT.");
        string[] fields = [.. Items(criterion.TryGetProperty("fields", out JsonElement named) ? named : default, "fields").Select(Text)];
        string[] values = criterion.TryGetProperty("values", out JsonElement listed)
            ? [.. Items(listed, "values").Select(Text)]
            : [Text(criterion, "value")];
        HashSet<string> known = values.ToHashSet(
            settings.UserSearchCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        Func<SimulatedUser, string>[] reads = [.. fields.Select(FieldOf)];
        _hasState |= fields.Contains("state");
        _criteria.Add(settings.UserSearchNeedsAllFields
            ? user => Array.TrueForAll(reads, read => known.Contains(read(user)))
            : user => Array.Exists(reads, read => known.Contains(read(user))));
    }

    private static Func<SimulatedUser, string> FieldOf(string name) => name switch
    {
        "id" => user => user.Id,
        "name" => user => user.Name,
        "email" => user => user.Email,
        "username" => user => user.Username,
        "state" => user => user.State,
        _ => throw new UserSearchException($"Users can't be searched by '{name}'."),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement array, string name) => array.ValueKind is JsonValueKind.Array
        ? array.EnumerateArray()
        : throw new UserSearchException($"'{name}' must be an array.");

    private static string Text(JsonElement criterion, string name) => criterion.TryGetProperty(name, out JsonElement text)
        ? Text(text)
        : throw new UserSearchException($"A criterion must have a '{name}'.");

    private static string Text(JsonElement text) => text.ValueKind is JsonValueKind.String
        ? text.GetString()!
        : throw new UserSearchException("Values must be text.");

    private static int Number(JsonElement body, string name, int defaultValue)
    {
        if (!body.TryGetProperty(name, out JsonElement value))
            return defaultValue;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw new UserSearchException($"'{name}' must be a whole number of at least 1.");
    }
}
