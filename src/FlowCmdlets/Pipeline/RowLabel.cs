using System.Globalization;

namespace FlowCmdlets.Pipeline;

/// <summary>What a row is called in messages: its number, and its key where one identifies it.</summary>
/// <param name="Number">Its place in the input, from 1.</param>
/// <param name="Key">The text of its key; null or empty where it has none.</param>
internal readonly record struct RowLabel(long Number, string? Key = null)
{
    /// <inheritdoc />
    public override string ToString() => string.IsNullOrWhiteSpace(Key)
        ? Number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Number} (key '{Key}')");
}
