namespace GenesysCloud.Launching.Inputs;

/// <summary>What a flow says an input is, as far as its JSON Schema tells.</summary>
public enum FlowInputType
{
    /// <summary>Not told, or told in words nobody here knows: any value goes as it is.</summary>
    Any,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day, sent as <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An instant, sent in UTC as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>, with up to seven digits where it is finer.</summary>
    DateTime,

    /// <summary>A list; <see cref="FlowInput.ItemType"/> says of what.</summary>
    List,

    /// <summary>A JSON object.</summary>
    Object,
}
