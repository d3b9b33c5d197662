namespace GenesysCloud.Simulator;

/// <summary>Reads one flow of a flows file.</summary>
internal static class FlowReader
{
    private static readonly Dictionary<string, InputKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["string"] = InputKind.String,
        ["integer"] = InputKind.Integer,
        ["number"] = InputKind.Number,
        ["boolean"] = InputKind.Boolean,
        ["date"] = InputKind.Date,
        ["date-time"] = InputKind.DateTime,
    };

    public static SimulatedFlow Flow(Place place, IReadOnlyList<SimulatedDivision> divisions)
    {
        place.Only("id", "name", "type", "description", "division", "versions", "deleted", "inputs", "outputs",
            "minSeconds", "maxSeconds", "conversation", "outcome", "failureShare", "completionReason", "error");
        var outcome = place.OneOf("outcome", Enum.GetNames<ExecutionOutcome>().ToDictionary(name => name.ToUpperInvariant(), Enum.Parse<ExecutionOutcome>), ExecutionOutcome.Completed);
        var like = new SimulatedFlow { Name = place.Text("name") };
        var flow = like with
        {
            Id = place.Guid("id") ?? like.Id,
            Type = place.OneOf("type", FlowTypes.All.ToDictionary(type => type), like.Type),
            Description = place.OptionalText("description"),
            Division = place.Member("division") is { } division ? Division(division, divisions) : like.Division,
            Versions = place.Member("versions") is null ? like.Versions : Distinct(place.List("versions"), Version, version => version.Id, "an id of its own"),
            Deleted = place.Flag("deleted"),
            Inputs = Inputs(place),
            Outputs = place.Member("outputs")?.AsObject(),
            MinDuration = place.Seconds("minSeconds") ?? like.MinDuration,
            MaxDuration = place.Seconds("maxSeconds") ?? like.MaxDuration,
            HasConversation = place.Flag("conversation"),
            Outcome = outcome,
            FailureShare = place.Share("failureShare"),
            CompletionReason = place.OptionalText("completionReason") ?? (outcome is ExecutionOutcome.Completed ? like.CompletionReason : null),
            Error = place.Member("error") is { } error ? Error(error) : like.Error,
        };
        if (flow.MaxDuration < flow.MinDuration) throw place.Expected("a 'maxSeconds' that is not below 'minSeconds'", $"{flow.MaxDuration.TotalSeconds}");
        return flow;
    }

    public static SimulatedDivision Division(Place place, IReadOnlyList<SimulatedDivision> divisions) =>
        divisions.FirstOrDefault(division => division.Name == place.AsText())
        ?? throw place.Expected($"the name of a division ({string.Join(", ", divisions.Select(division => division.Name))})", place.AsText());

    private static List<SimulatedInput> Inputs(Place place) => Distinct(place.List("inputs"), Input, input => input.Name, "a name of its own");

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
        if (place.IsText) return new SimulatedVersion(place.AsText());
        place.Only("id", "inputs");
        return new SimulatedVersion(place.Text("id")) { Inputs = place.Member("inputs") is null ? null : Inputs(place) };
    }

    private static SimulatedInput Input(Place place)
    {
        place.Only("name", "type", "required", "description");
        var type = place.Text("type", "string");
        var isList = type.EndsWith("[]", StringComparison.Ordinal);
        if (!s_kinds.TryGetValue(isList ? type[..^2] : type, out var kind))
            throw place.Expected($"a 'type' of {string.Join(", ", s_kinds.Keys)}, or one of them with [] for a list", type);
        return new SimulatedInput(place.Text("name"), kind)
        {
            IsList = isList,
            Required = place.Flag("required"),
            Description = place.OptionalText("description"),
        };
    }

    private static SimulatedError Error(Place place)
    {
        place.Only("code", "message");
        return new SimulatedError(place.Text("code"), place.Text("message"));
    }
}
