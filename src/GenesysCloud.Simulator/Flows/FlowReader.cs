using System.Text.Json;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Flows;

/// <summary>Reads a flow in the format of the flows file.</summary>
internal static class FlowReader
{
    // A response holds the schema some levels deeper, and JSON readers stop at 64.
    private const int MaxSchemaDepth = 32;

    private static readonly Dictionary<string, ExecutionOutcome> s_outcomes =
        Enum.GetValues<ExecutionOutcome>().ToDictionary(outcome => outcome.ToString().ToUpperInvariant());

    private static readonly Dictionary<string, string> s_flowTypes = FlowTypes.All.ToDictionary(type => type);

    /// <param name="cursor">The flow.</param>
    /// <param name="divisions">The divisions of the organization. The first is Home, the division of flows that name none.</param>
    public static SimulatedFlow Flow(JsonCursor cursor, IReadOnlyList<SimulatedDivision> divisions)
    {
        cursor.AllowOnly("id", "name", "type", "description", "division", "versions", "deleted", "inputs", "inputSchema", "outputs",
            "outputSchema", "minSeconds", "maxSeconds", "medianSeconds", "durationSpread", "conversation", "outcome",
            "failureShare", "completionReason", "error");
        var defaults = new SimulatedFlow { Name = cursor.GetString("name") };
        List<SimulatedInput> inputs = Inputs(cursor);
        SimulatedFlow flow = defaults with
        {
            Id = cursor.GetGuid("id") ?? defaults.Id,
            Type = cursor.GetOneOf("type", s_flowTypes, defaults.Type),
            Description = cursor.GetOptionalString("description"),
            Division = cursor.Find("division") is { } division ? Division(division, divisions) : divisions[0],
            Versions = cursor.Find("versions") is null
                ? defaults.Versions
                : Distinct(cursor.GetArray("versions"), Version, version => version.Id, "a unique ID"),
            Deleted = cursor.GetBoolean("deleted"),
            Inputs = inputs,
            InputSchema = Schema(cursor, "inputSchema", "inputs"),
            Outputs = Outputs(cursor, inputs),
            OutputSchema = cursor.Find("outputSchema")?.AsObject(),
            MinDuration = cursor.GetSeconds("minSeconds") ?? defaults.MinDuration,
            MaxDuration = cursor.GetSeconds("maxSeconds") ?? defaults.MaxDuration,
            MedianDuration = cursor.GetSeconds("medianSeconds"),
            DurationSpread = cursor.Has("durationSpread") ? cursor.GetFraction("durationSpread") : defaults.DurationSpread,
            HasConversation = cursor.GetBoolean("conversation"),
            Outcome = cursor.GetOneOf("outcome", s_outcomes, ExecutionOutcome.Completed),
            FailureShare = cursor.GetFraction("failureShare"),
        };
        // An explicit null means that there is none; a missing member means the default.
        if (cursor.Has("completionReason"))
            flow = flow with { CompletionReason = cursor.GetOptionalString("completionReason") };
        if (cursor.Has("error"))
            flow = flow with { Error = cursor.Find("error") is { } error ? Error(error) : null };
        return flow.MaxDuration >= flow.MinDuration
            ? flow
            : throw cursor.Expected("a 'maxSeconds' of at least 'minSeconds'", $"{flow.MaxDuration.TotalSeconds}");
    }

    public static SimulatedDivision Division(JsonCursor cursor, IReadOnlyList<SimulatedDivision> divisions)
    {
        string name = cursor.AsString();
        return divisions.FirstOrDefault(division => division.Name == name)
            ?? throw cursor.Expected($"the name of a division ({string.Join(", ", divisions.Select(division => division.Name))})", name);
    }

    private static List<SimulatedInput> Inputs(JsonCursor cursor) =>
        Distinct(cursor.GetArray("inputs"), Input, input => input.Name, "a unique name");

    private static List<T> Distinct<T>(IEnumerable<JsonCursor> cursors, Func<JsonCursor, T> read, Func<T, string> key, string expected)
    {
        var items = new List<T>();
        var keys = new HashSet<string>();
        foreach (JsonCursor cursor in cursors)
        {
            T item = read(cursor);
            if (!keys.Add(key(item)))
                throw cursor.Expected(expected, $"'{key(item)}'");
            items.Add(item);
        }

        return items;
    }

    private static SimulatedVersion Version(JsonCursor cursor)
    {
        if (cursor.IsString)
            return new SimulatedVersion(cursor.AsString());
        cursor.AllowOnly("id", "inputs", "inputSchema", "outputSchema");
        return new SimulatedVersion(cursor.GetString("id"))
        {
            Inputs = cursor.Find("inputs") is null ? null : Inputs(cursor),
            InputSchema = Schema(cursor, "inputSchema", "inputs"),
            OutputSchema = cursor.Find("outputSchema")?.AsObject(),
        };
    }

    /// <summary>A raw schema document, which replaces declared variables and can't be combined with them.</summary>
    private static JsonElement? Schema(JsonCursor cursor, string name, string instead) => cursor.Find(name) switch
    {
        null => null,
        _ when cursor.Find(instead) is not null => throw cursor.Expected($"either '{name}' or '{instead}'", "both"),
        { } schema when Depth(schema.AsObject()) > MaxSchemaDepth =>
            throw schema.Expected($"at most {MaxSchemaDepth} levels of nesting", "more"),
        { } schema => schema.AsObject(),
    };

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static SimulatedInput Input(JsonCursor cursor)
    {
        cursor.AllowOnly("name", "type", "required", "description");
        (ArchitectType type, bool isList) = Type(cursor);
        return new SimulatedInput(cursor.GetString("name"), type)
        {
            IsList = isList,
            Required = cursor.GetBoolean("required"),
            Description = cursor.GetOptionalString("description"),
        };
    }

    /// <summary>An array that declares each output, or an object of values that imply the types.</summary>
    private static List<SimulatedOutput> Outputs(JsonCursor cursor, IReadOnlyList<SimulatedInput> inputs) => cursor.Find("outputs") switch
    {
        null => [],
        { IsArray: true } => Distinct(cursor.GetArray("outputs"), Output, output => output.Name, "a unique name"),
        { } values => [.. values.AsObject().EnumerateObject().Select(output => SimulatedOutput.From(output.Name, output.Value, inputs))],
    };

    private static SimulatedOutput Output(JsonCursor cursor)
    {
        cursor.AllowOnly("name", "type", "value", "description");
        (ArchitectType type, bool isList) = Type(cursor);
        return new SimulatedOutput(cursor.GetString("name"), type, cursor.GetRaw("value"))
        {
            IsList = isList,
            Description = cursor.GetOptionalString("description"),
        };
    }

    private static (ArchitectType Type, bool IsList) Type(JsonCursor cursor)
    {
        string text = cursor.GetString("type", ArchitectType.String.Name());
        return ArchitectTypes.TryParse(text, out ArchitectType type, out bool isList)
            ? (type, isList)
            : throw cursor.Expected($"a 'type' of {string.Join(", ", ArchitectTypes.Names)}, or 'list of' one of them", text);
    }

    private static SimulatedError Error(JsonCursor cursor)
    {
        cursor.AllowOnly("code", "message", "messageWithParams", "messageParams");
        string message = cursor.GetString("message");
        return new SimulatedError(cursor.GetString("code"), message)
        {
            MessageWithParams = cursor.GetString("messageWithParams", message),
            MessageParams = cursor.Find("messageParams") is { } values
                ? values.Members().ToDictionary(value => value.Name, value => value.Value.AsString())
                : new Dictionary<string, string>(),
        };
    }
}
