using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Reads one flow of a flows file.</summary>
internal static class FlowReader
{
    private static readonly Dictionary<string, ExecutionOutcome> s_outcomes =
        Enum.GetValues<ExecutionOutcome>().ToDictionary(outcome => outcome.ToString().ToUpperInvariant());

    private static readonly Dictionary<string, string> s_flowTypes = FlowTypes.All.ToDictionary(type => type);

    public static SimulatedFlow Flow(Place place, IReadOnlyList<SimulatedDivision> divisions)
    {
        place.Only("id", "name", "type", "description", "division", "versions", "deleted", "inputs", "inputSchema", "outputs",
            "outputSchema", "minSeconds", "maxSeconds", "conversation", "outcome", "failureShare", "completionReason", "error");
        var like = new SimulatedFlow { Name = place.Text("name") };
        List<SimulatedInput> inputs = Inputs(place);
        SimulatedFlow flow = like with
        {
            Id = place.Guid("id") ?? like.Id,
            Type = place.OneOf("type", s_flowTypes, like.Type),
            Description = place.OptionalText("description"),
            Division = place.Member("division") is { } division ? Division(division, divisions) : like.Division,
            Versions = place.Member("versions") is null
                ? like.Versions
                : Distinct(place.List("versions"), Version, version => version.Id, "an id of its own"),
            Deleted = place.Flag("deleted"),
            Inputs = inputs,
            InputSchema = Schema(place, "inputSchema", "inputs"),
            Outputs = Outputs(place, inputs),
            OutputSchema = place.Member("outputSchema")?.AsObject(),
            MinDuration = place.Seconds("minSeconds") ?? like.MinDuration,
            MaxDuration = place.Seconds("maxSeconds") ?? like.MaxDuration,
            HasConversation = place.Flag("conversation"),
            Outcome = place.OneOf("outcome", s_outcomes, ExecutionOutcome.Completed),
            FailureShare = place.Share("failureShare"),
        };
        // A null that is written counts: it says that there is none.
        if (place.Has("completionReason"))
            flow = flow with { CompletionReason = place.OptionalText("completionReason") };
        if (place.Has("error"))
            flow = flow with { Error = place.Member("error") is { } error ? Error(error) : null };
        return flow.MaxDuration >= flow.MinDuration
            ? flow
            : throw place.Expected("a 'maxSeconds' that is not below 'minSeconds'", $"{flow.MaxDuration.TotalSeconds}");
    }

    public static SimulatedDivision Division(Place place, IReadOnlyList<SimulatedDivision> divisions) =>
        divisions.FirstOrDefault(division => division.Name == place.AsText())
        ?? throw place.Expected($"the name of a division ({string.Join(", ", divisions.Select(division => division.Name))})", place.AsText());

    private static List<SimulatedInput> Inputs(Place place) =>
        Distinct(place.List("inputs"), Input, input => input.Name, "a name of its own");

    private static List<T> Distinct<T>(IEnumerable<Place> places, Func<Place, T> read, Func<T, string> key, string expected)
    {
        var (all, keys) = (new List<T>(), new HashSet<string>());
        foreach (var place in places)
        {
            var one = read(place);
            if (!keys.Add(key(one))) throw place.Expected(expected, $"'{key(one)}'");
            all.Add(one);
        }
        return all;
    }

    private static SimulatedVersion Version(Place place)
    {
        if (place.IsText)
            return new SimulatedVersion(place.AsText());
        place.Only("id", "inputs", "inputSchema");
        return new SimulatedVersion(place.Text("id"))
        {
            Inputs = place.Member("inputs") is null ? null : Inputs(place),
            InputSchema = Schema(place, "inputSchema", "inputs"),
        };
    }

    /// <summary>A raw schema document, which stands in the place of declared variables and not beside them.</summary>
    private static JsonElement? Schema(Place place, string name, string instead) => place.Member(name) switch
    {
        null => null,
        _ when place.Member(instead) is not null => throw place.Expected($"either '{name}' or '{instead}'", "both"),
        { } schema => schema.AsObject(),
    };

    private static SimulatedInput Input(Place place)
    {
        place.Only("name", "type", "required", "description");
        (ArchitectType type, bool isList) = Type(place);
        return new SimulatedInput(place.Text("name"), type)
        {
            IsList = isList,
            Required = place.Flag("required"),
            Description = place.OptionalText("description"),
        };
    }

    /// <summary>A list that declares each output, or an object of values that show their types.</summary>
    private static List<SimulatedOutput> Outputs(Place place, IReadOnlyList<SimulatedInput> inputs) => place.Member("outputs") switch
    {
        null => [],
        { IsList: true } => Distinct(place.List("outputs"), Output, output => output.Name, "a name of its own"),
        { } values => [.. values.AsObject().EnumerateObject().Select(output => SimulatedOutput.From(output.Name, output.Value, inputs))],
    };

    private static SimulatedOutput Output(Place place)
    {
        place.Only("name", "type", "value", "description");
        (ArchitectType type, bool isList) = Type(place);
        return new SimulatedOutput(place.Text("name"), type, place.Value("value"))
        {
            IsList = isList,
            Description = place.OptionalText("description"),
        };
    }

    private static (ArchitectType Type, bool IsList) Type(Place place)
    {
        string text = place.Text("type", ArchitectType.String.Name());
        return ArchitectTypes.TryParse(text, out ArchitectType type, out bool isList)
            ? (type, isList)
            : throw place.Expected($"a 'type' of {string.Join(", ", ArchitectTypes.Names)}, or 'list of' one of them", text);
    }

    private static SimulatedError Error(Place place)
    {
        place.Only("code", "message", "messageWithParams", "messageParams");
        string message = place.Text("message");
        return new SimulatedError(place.Text("code"), message)
        {
            MessageWithParams = place.Text("messageWithParams", message),
            MessageParams = place.Member("messageParams") is { } values
                ? values.Members().ToDictionary(value => value.Name, value => value.Value.AsText())
                : new Dictionary<string, string>(),
        };
    }
}
