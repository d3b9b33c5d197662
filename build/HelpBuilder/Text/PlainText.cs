using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpBuilder.Text;

/// <summary>Writes markdown as text for a terminal.</summary>
/// <param name="addressOf">The address that is shown after the text of a link; null for none.</param>
public sealed class PlainText(Func<string, string?> addressOf)
{
    /// <summary>For links whose address isn't shown.</summary>
    public static Func<string, string?> WithoutAddresses { get; } = _ => null;

    /// <summary>The text of inline elements, on one line.</summary>
    public static string OfInlines(ContainerInline inlines, Func<string, string?> addressOf)
    {
        var text = new StringBuilder();
        Append(text, inlines, addressOf);
        return text.ToString();
    }

    /// <summary>Blocks as paragraphs: each is one line, except code and tables, whose lines are separate.</summary>
    public IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(ParagraphsOf);

    /// <summary>Blocks as lines of a certain width, with an empty line between them.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="indent">How far the lines are indented.</param>
    /// <param name="width">The width, with the indent.</param>
    public IEnumerable<string> Lines(IEnumerable<Block> blocks, int indent, int width)
    {
        bool isFirst = true;
        foreach (Block block in blocks)
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            foreach (string line in Lines(block, width - indent))
                yield return line.Length == 0 ? "" : new string(' ', indent) + line;
        }
    }

    /// <summary>The address that is shown for a link; null for none.</summary>
    public string? AddressOf(string address) => addressOf(address);

    /// <summary>The text of inline elements, on one line.</summary>
    public string Of(ContainerInline? inlines) => inlines is null ? "" : OfInlines(inlines, addressOf);

    private IEnumerable<string> ParagraphsOf(Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        ListBlock list => Items(list).Select(item => item.Mark + string.Join(" ", Paragraphs(item.Content))),
        _ => [string.Join('\n', Lines(block, int.MaxValue))],
    };

    private IEnumerable<string> Lines(Block block, int width) => block switch
    {
        ParagraphBlock paragraph => TextWrapping.Wrap(Of(paragraph.Inline), width),
        CodeBlock code => code.Lines.ToString().Split('\n').Select(line => line.TrimEnd()),
        ListBlock list => Items(list).SelectMany(item =>
            TextWrapping.Hang(item.Mark, [.. Lines(item.Content, 0, width - item.Mark.Length)])),
        Table table => TextTable.Lines([.. table.Cast<TableRow>().Select(Cells)], width),
        _ => throw new FormatException($"line {block.Line + 1}: text for a terminal has no {block.GetType().Name}."),
    };

    private string[] Cells(TableRow row) => [.. row.Cast<TableCell>().Select(cell => string.Join(" ", Paragraphs(cell)))];

    private static IEnumerable<(string Mark, ListItemBlock Content)> Items(ListBlock list) =>
        list.Cast<ListItemBlock>().Select(item => (list.IsOrdered ? $"{item.Order}. " : "- ", item));

    private static void Append(StringBuilder text, ContainerInline inlines, Func<string, string?> addressOf)
    {
        foreach (Inline inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.ContentSpan);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case LinkInline link:
                    Append(text, link, addressOf);
                    if (addressOf(link.Url ?? "") is { } address)
                        text.Append(" (").Append(address).Append(')');
                    break;
                case ContainerInline container:
                    Append(text, container, addressOf);
                    break;
                default:
                    throw new FormatException($"line {inline.Line + 1}: text for a terminal has no {inline.GetType().Name}.");
            }
        }
    }
}
