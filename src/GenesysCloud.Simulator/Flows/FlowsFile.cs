using System.Text.Json;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Flows;

/// <summary>A flows file that cannot be used; the message names the place and what was expected there.</summary>
public sealed class FlowsFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An organisation as a flows file describes it.</summary>
internal sealed record SimulatedOrganization(string Id, string Name, IReadOnlyList<SimulatedDivision> Divisions,
    IReadOnlyList<SimulatedClient> Clients, IReadOnlyList<SimulatedFlow> Flows);

/// <summary>Reads the flows file; its format is in the README.</summary>
internal static class FlowsFile
{
    public static SimulatedOrganization ReadBuiltIn()
    {
        using Stream stream = typeof(FlowsFile).Assembly.GetManifestResourceStream("default-flows.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Read(memory.ToArray(), "the built-in flows");
    }

    /// <exception cref="FlowsFileException">It is not there, not JSON, or not a flows file.</exception>
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
            // Editors on Windows begin a file with it; JSON does not allow it.
            int mark = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return Organization(JsonCursor.Parse(content.AsMemory(mark)));
        }
        catch (JsonException fault)
        {
            throw new FlowsFileException($"{path}: {(fault.LineNumber is { } line ? $"line {line + 1}: " : "")}not JSON: {fault.Message}", fault);
        }
        catch (JsonFormatException fault)
        {
            throw new FlowsFileException($"{path}: {fault.Message}", fault);
        }
    }

    private static SimulatedOrganization Organization(JsonCursor file)
    {
        file.AllowOnly("organization", "divisions", "clients", "flows");
        JsonCursor? organization = file.Find("organization");
        organization?.AllowOnly("id", "name");
        var divisions = new List<SimulatedDivision> { SimulatedDivision.Home };
        foreach (JsonCursor cursor in file.GetArray("divisions"))
        {
            SimulatedDivision division = Division(cursor);
            if (divisions.Exists(other => other.Name == division.Name))
                throw cursor.Expected("a name of its own", $"'{division.Name}'");
            if (divisions.Exists(other => other.Id == division.Id))
                throw cursor.Expected("an id of its own", division.Id);
            divisions.Add(division);
        }

        var clients = new List<SimulatedClient>(SimulatedClients.All);
        foreach (JsonCursor cursor in file.GetArray("clients"))
        {
            SimulatedClient client = Client(cursor, divisions);
            if (clients.Exists(other => other.Id == client.Id))
                throw cursor.Expected("an id of its own", client.Id);
            clients.Add(client);
        }

        var flows = new Dictionary<string, SimulatedFlow>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonCursor cursor in file.GetArray("flows"))
        {
            SimulatedFlow flow = FlowReader.Flow(cursor, divisions);
            if (!flows.TryAdd(flow.Id, flow))
                throw cursor.Expected("an id of its own (flows of one name need an 'id' each)", flow.Id);
        }

        string name = organization?.GetString("name", "Simulated organisation") ?? "Simulated organisation";
        return new SimulatedOrganization(organization?.GetGuid("id") ?? SeededGuidGenerator.FromName(name), name, divisions, clients, [.. flows.Values]);
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
                : cursor.GetArray("divisions").Select(division => FlowReader.Division(division, divisions).Id).ToHashSet(StringComparer.Ordinal),
        };
    }
}
