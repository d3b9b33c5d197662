using System.Text.Json;

namespace GenesysCloud.Simulator;

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
        using var stream = typeof(FlowsFile).Assembly.GetManifestResourceStream("default-flows.json")!;
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
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FlowsFileException($"{path}: {fault.Message}", fault);
        }
    }

    private static SimulatedOrganization Read(byte[] content, string path)
    {
        try
        {
            // Editors on Windows begin a file with it; JSON does not allow it.
            var mark = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return Organization(Place.Top(content.AsMemory(mark)));
        }
        catch (JsonException fault)
        {
            throw new FlowsFileException($"{path}: {(fault.LineNumber is { } line ? $"line {line + 1}: " : "")}not JSON: {fault.Message}", fault);
        }
        catch (MisplacedException fault)
        {
            throw new FlowsFileException($"{path}: {fault.Message}", fault);
        }
    }

    private static SimulatedOrganization Organization(Place file)
    {
        file.Only("organization", "divisions", "clients", "flows");
        var organization = file.Member("organization");
        organization?.Only("id", "name");
        var divisions = new List<SimulatedDivision> { SimulatedDivision.Home };
        foreach (var place in file.List("divisions"))
        {
            var division = Division(place);
            if (divisions.Exists(other => other.Name == division.Name)) throw place.Expected("a name of its own", $"'{division.Name}'");
            if (divisions.Exists(other => other.Id == division.Id)) throw place.Expected("an id of its own", division.Id);
            divisions.Add(division);
        }
        var clients = new List<SimulatedClient>(SimulatedClients.All);
        foreach (var place in file.List("clients"))
        {
            var client = Client(place, divisions);
            if (clients.Exists(other => other.Id == client.Id)) throw place.Expected("an id of its own", client.Id);
            clients.Add(client);
        }
        var flows = new Dictionary<string, SimulatedFlow>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in file.List("flows"))
        {
            var flow = FlowReader.Flow(place, divisions);
            if (!flows.TryAdd(flow.Id, flow)) throw place.Expected("an id of its own (flows of one name need an 'id' each)", flow.Id);
        }
        var name = organization?.Text("name", "Simulated organisation") ?? "Simulated organisation";
        return new SimulatedOrganization(organization?.Guid("id") ?? IdMint.FromName(name), name, divisions, clients, [.. flows.Values]);
    }

    private static SimulatedDivision Division(Place place)
    {
        place.Only("id", "name");
        var name = place.Text("name");
        return new SimulatedDivision(place.Guid("id") ?? IdMint.FromName(name), name);
    }

    private static SimulatedClient Client(Place place, IReadOnlyList<SimulatedDivision> divisions)
    {
        place.Only("id", "secret", "name", "permissions", "divisions");
        var id = place.Guid("id") ?? throw place.Expected("an 'id' that is a GUID", "none");
        var permissions = place.List("permissions").Select(permission => permission.AsText()).ToHashSet(StringComparer.Ordinal);
        return new SimulatedClient(id, place.Text("secret"), place.Text("name", id), permissions)
        {
            Divisions = place.Member("divisions") is null
                ? null
                : place.List("divisions").Select(division => FlowReader.Division(division, divisions).Id).ToHashSet(StringComparer.Ordinal),
        };
    }
}
