using GenesysCloud.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>Limits of Architect's data types. Where a schema declares its own, those count.</summary>
internal static class FlowLimits
{
    public const int TextLength = 32_000;
    public const decimal Integer = 999_999_999_999_999m;
    public const int ListItems = 2_000;
    public const int DecimalDigits = 40;
    public const int FirstYear = 1800;
    public const int LastYear = 2200;

    /// <summary>How deep a value may nest; one level below what can be written is kept for the inputs around it.</summary>
    public const int Depth = JsonValues.MaxDepth - 1;
}
