using System.Globalization;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>Numbers of rows as a person would write them: <c>1, 3–6, 9</c>. However many they are, none is left out.</summary>
internal sealed class RowRanges
{
    private readonly List<(long First, long Last)> _ranges = [];

    /// <summary>How many rows.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in a row. Rows come in their order.</summary>
    public void Add(long row)
    {
        Count++;
        if (_ranges.Count > 0 && _ranges[^1].Last == row - 1)
            _ranges[^1] = (_ranges[^1].First, row);
        else
            _ranges.Add((row, row));
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", _ranges.Select(range => range switch
    {
        var (first, last) when first == last => first.ToString(CultureInfo.InvariantCulture),
        var (first, last) => string.Create(CultureInfo.InvariantCulture, $"{first}–{last}"),
    }));

    /// <summary>The rows with the right word: <c>row 7</c>, <c>rows 1, 3–6</c>.</summary>
    public string Named() => $"{Quantity.Word(Count, "row", "rows")} {this}";
}
