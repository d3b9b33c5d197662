namespace GenesysCloud.Launching.Schemas;

/// <summary>The data type that a flow declares for a variable.</summary>
public enum FlowVariableType
{
    /// <summary>Not declared, or declared in a way that is not known here: any value is sent as it is.</summary>
    Any,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number of JSON, as a plain JSON Schema declares it.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day, sent as <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An instant, sent in UTC as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>, with up to seven digits where it is finer.</summary>
    DateTime,

    /// <summary>A list; <see cref="FlowVariable.ItemType"/> says of what.</summary>
    List,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>A decimal number of up to 40 digits.</summary>
    Decimal,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>An amount of money with its currency code.</summary>
    Currency,

    /// <summary>JSON of any kind.</summary>
    Json,

    /// <summary>A user of the organization, by id.</summary>
    User,

    /// <summary>A queue, by id.</summary>
    Queue,

    /// <summary>An ACD skill, by id.</summary>
    Skill,

    /// <summary>An ACD language skill, by id.</summary>
    LanguageSkill,

    /// <summary>A group, by id.</summary>
    Group,

    /// <summary>A prompt, by id.</summary>
    Prompt,
}
