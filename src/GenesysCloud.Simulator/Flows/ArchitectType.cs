namespace GenesysCloud.Simulator.Flows;

/// <summary>The types of a workflow's input and output variables, under Architect's names.</summary>
public enum ArchitectType
{
    /// <summary>Text of up to 32,000 characters.</summary>
    String,

    /// <summary>A whole number of up to 15 digits.</summary>
    Integer,

    /// <summary>A decimal number of up to 40 digits.</summary>
    Decimal,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A date and time with its offset, in ISO 8601.</summary>
    DateTime,

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary><c>HH:mm</c>, optionally with seconds and milliseconds.</summary>
    Time,

    /// <summary>A duration, in ISO 8601.</summary>
    Duration,

    /// <summary>An amount and the code of its currency.</summary>
    Currency,

    /// <summary>A JSON object.</summary>
    Json,

    /// <summary>A user of the organization.</summary>
    User,

    /// <summary>A queue of the organization.</summary>
    Queue,

    /// <summary>A routing skill of the organization.</summary>
    Skill,
}

/// <summary>The names of the types.</summary>
internal static class ArchitectTypes
{
    private const string ListPrefix = "list of ";

    private static readonly Dictionary<string, ArchitectType> s_byName =
        Enum.GetValues<ArchitectType>().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => s_byName.Keys;

    /// <summary>The display name in Architect.</summary>
    public static string Name(this ArchitectType type) => type is ArchitectType.Json ? "JSON" : type.ToString();

    /// <summary>The name of the type's definition in a schema, <c>archString</c>.</summary>
    public static string Definition(this ArchitectType type) => $"arch{type.Name()}";

    /// <summary>
    /// The <c>archDataTypeId</c>. <c>str</c> and <c>int</c> are as recorded; the others are the IDs that Architect uses for its variables.
    /// </summary>
    public static string Id(this ArchitectType type) => type switch
    {
        ArchitectType.String => "str",
        ArchitectType.Integer => "int",
        ArchitectType.Decimal => "dec",
        ArchitectType.Boolean => "bln",
        ArchitectType.DateTime => "dtm",
        ArchitectType.Date => "dat",
        ArchitectType.Time => "tim",
        ArchitectType.Duration => "dur",
        ArchitectType.Currency => "cur",
        ArchitectType.Json => "jsn",
        ArchitectType.User => "usr",
        ArchitectType.Queue => "que",
        _ => "skl",
    };

    /// <summary>Parses a name such as <c>Integer</c> or <c>list of Integer</c>; case-insensitive.</summary>
    public static bool TryParse(string text, out ArchitectType type, out bool isList)
    {
        isList = text.StartsWith(ListPrefix, StringComparison.OrdinalIgnoreCase);
        return s_byName.TryGetValue(isList ? text[ListPrefix.Length..] : text, out type);
    }
}
