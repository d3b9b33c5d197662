using System.Text.Json;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.People;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Flows;

/// <summary>A flows file is missing or invalid; the message names the JSON path and what was expected.</summary>
public sealed class FlowsFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An organization as defined by a flows file.</summary>
internal sealed record SimulatedOrganization(string Id, string Name, IReadOnlyList<SimulatedDivision> Divisions,
    IReadOnlyList<SimulatedClient> Clients, IReadOnlyList<SimulatedFlow> Flows)
{
    public IReadOnlyList<SimulatedUser> Users { get; init; } = [];

    public IReadOnlyList<SimulatedContact> Contacts { get; init; } = [];
}

/// <summary>Reads a flows file; the README documents the format.</summary>
internal static class FlowsFile
{
    public static SimulatedOrganization ReadBuiltIn()
    {
        using Stream stream = typeof(FlowsFile).Assembly.GetManifestResourceStream("default-flows.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Read(memory.ToArray(), "the built-in flows");
    }

    /// <exception cref="FlowsFileException">The file is missing, is not JSON, or is not a flows file.</exception>
    public static SimulatedOrganization Read(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FlowsFileException($"{path}: {exception.Message}", exception);
        }
    }

    private static SimulatedOrganization Read(byte[] content, string path)
    {
        try
        {
            // Windows editors add a byte order mark, which JSON does not allow.
            int start = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return Organization(JsonCursor.Parse(content.AsMemory(start)));
        }
        catch (JsonException exception)
        {
            string where = exception.LineNumber is { } line ? $"line {line + 1}: " : "";
            throw new FlowsFileException($"{path}: {where}not JSON: {exception.Message}", exception);
        }
        catch (JsonFormatException exception)
        {
            throw new FlowsFileException($"{path}: {exception.Message}", exception);
        }
    }

    private static SimulatedOrganization Organization(JsonCursor file)
    {
        file.AllowOnly("organization", "divisions", "clients", "flows", "users", "externalContacts");
        JsonCursor? organization = file.Find("organization");
        organization?.AllowOnly("id", "name");
        var divisions = new List<SimulatedDivision> { SimulatedDivision.Home };
        foreach (JsonCursor cursor in file.GetArray("divisions"))
        {
            SimulatedDivision division = Division(cursor);
            // Home is there already; a file may say which ID it has.
            if (division.Name == SimulatedDivision.Home.Name && divisions[0] == SimulatedDivision.Home)
            {
                divisions[0] = division;
                continue;
            }

            if (divisions.Exists(other => other.Name == division.Name))
                throw cursor.Expected("a unique name", $"'{division.Name}'");
            if (divisions.Exists(other => other.Id == division.Id))
                throw cursor.Expected("a unique ID", division.Id);
            divisions.Add(division);
        }

        var clients = new List<SimulatedClient>(SimulatedClients.All);
        foreach (JsonCursor cursor in file.GetArray("clients"))
        {
            SimulatedClient client = Client(cursor, divisions);
            if (clients.Exists(other => other.Id == client.Id))
                throw cursor.Expected("a unique ID", client.Id);
            clients.Add(client);
        }

        var flows = new Dictionary<string, SimulatedFlow>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonCursor cursor in file.GetArray("flows"))
        {
            SimulatedFlow flow = FlowReader.Flow(cursor, divisions);
            if (!flows.TryAdd(flow.Id, flow))
                throw cursor.Expected("a unique ID (flows that share a name need an 'id' each)", flow.Id);
        }

        string name = organization?.GetString("name", "Simulated organization") ?? "Simulated organization";
        string id = organization?.GetGuid("id") ?? SeededGuidGenerator.FromName(name);
        return new SimulatedOrganization(id, name, divisions, clients, [.. flows.Values])
        {
            Users = Distinct(file, "users", PeopleReader.User, user => user.Id),
            Contacts = Distinct(file, "externalContacts", PeopleReader.Contact, contact => contact.Id),
        };
    }

    private static List<T> Distinct<T>(JsonCursor file, string name, Func<JsonCursor, T> read, Func<T, string> idOf)
    {
        var people = new List<T>();
        foreach (JsonCursor cursor in file.GetArray(name))
        {
            T person = read(cursor);
            if (people.Exists(other => idOf(other) == idOf(person)))
                throw cursor.Expected("a unique ID", idOf(person));
            people.Add(person);
        }

        return people;
    }

    private static SimulatedDivision Division(JsonCursor cursor)
    {
        cursor.AllowOnly("id", "name");
        string name = cursor.GetString("name");
        return new SimulatedDivision(cursor.GetGuid("id") ?? SeededGuidGenerator.FromName(name), name);
    }

    private static SimulatedClient Client(JsonCursor cursor, IReadOnlyList<SimulatedDivision> divisions)
    {
        cursor.AllowOnly("id", "secret", "name", "permissions", "divisions");
        string id = cursor.GetGuid("id") ?? throw cursor.Expected("an 'id' that is a GUID", "none");
        var permissions = cursor.GetArray("permissions").Select(permission => permission.AsString()).ToHashSet(StringComparer.Ordinal);
        return new SimulatedClient(id, cursor.GetString("secret"), cursor.GetString("name", id), permissions)
        {
            Divisions = cursor.Find("divisions") is null
                ? null
                : cursor.GetArray("divisions")
                    .Select(division => FlowReader.Division(division, divisions).Id)
                    .ToHashSet(StringComparer.Ordinal),
        };
    }
}
