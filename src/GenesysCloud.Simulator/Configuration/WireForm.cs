namespace GenesysCloud.Simulator.Configuration;

/// <summary>How values of a type are written in JSON, for the types whose real form is not documented.</summary>
public enum WireForm
{
    /// <summary>As text or in the native form, like the recorded Integer.</summary>
    Both,

    /// <summary>A number, <c>true</c> or <c>false</c>, or an object.</summary>
    Native,

    /// <summary>Text.</summary>
    Text,
}
