using HelpBuilder.Text;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace HelpBuilder.Pages;

/// <summary>Reads pages.</summary>
public static class PageReader
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    private static readonly string[] s_sections =
    [
        "SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS",
    ];

    /// <summary>Reads the text of a page as markdown.</summary>
    public static MarkdownDocument ReadMarkdown(string text) => Markdown.Parse(text, s_pipeline);

    /// <summary>Reads the page of a cmdlet.</summary>
    /// <exception cref="HelpPageException">The page doesn't have the form of one.</exception>
    public static CommandPage ReadCommand(string path)
    {
        MarkdownDocument document = ReadMarkdown(File.ReadAllText(path));
        try
        {
            return Read(document, path);
        }
        catch (Exception malformed) when (malformed is FormatException or YamlException)
        {
            throw new HelpPageException(path, malformed.Message, malformed);
        }
    }

    private static CommandPage Read(MarkdownDocument document, string path)
    {
        if (document.FirstOrDefault() is not YamlFrontMatterBlock frontMatter)
            throw new FormatException("expected front matter.");
        List<Section> titles = [.. Split(document.Skip(1), level: 1)];
        if (titles is not [var title])
            throw new FormatException($"expected one title, found {titles.Count}.");
        List<Section> sections = [.. Split(title.Content, level: 2)];
        if (!sections.Select(section => section.Heading).SequenceEqual(s_sections))
            throw new FormatException($"expected the sections {string.Join(", ", s_sections)}.");

        IReadOnlyList<Block> Content(string heading) => sections.Find(section => section.Heading == heading)!.Content;
        IEnumerable<Section> Parts(string heading) => Split(Content(heading), level: 3);
        return new CommandPage
        {
            Path = path,
            Name = title.Heading,
            Metadata = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(frontMatter.Lines.ToString()),
            Synopsis = Content("SYNOPSIS"),
            Syntax = [.. Parts("SYNTAX").Select(ReadSyntax)],
            Description = Content("DESCRIPTION"),
            Examples = [.. Parts("EXAMPLES").Select(part => new Example(part.Heading, part.Content))],
            Parameters = [.. Parts("PARAMETERS").Where(part => part.Heading != "CommonParameters").Select(ReadParameter)],
            Inputs = [.. Parts("INPUTS").Select(part => new PipedType(part.Heading, part.Content))],
            Outputs = [.. Parts("OUTPUTS").Select(part => new PipedType(part.Heading, part.Content))],
            Notes = Content("NOTES"),
            Links = [.. Content("RELATED LINKS").SelectMany(block => block.Descendants<LinkInline>())
                .Select(link => new RelatedLink(PlainText.OfInlines(link, PlainText.WithoutAddresses), link.Url ?? ""))],
        };
    }

    private static SyntaxForm ReadSyntax(Section part) => part.Content is [FencedCodeBlock code]
        ? new SyntaxForm(part.Heading, code.Lines.ToString())
        : throw new FormatException($"expected one code block under SYNTAX, {part.Heading}.");

    private static PageParameter ReadParameter(Section part)
    {
        if (!part.Heading.StartsWith('-'))
            throw new FormatException($"expected the name of a parameter with a hyphen, found {part.Heading}.");
        if (part.Content is not [.., FencedCodeBlock { Info: "yaml" } block])
            throw new FormatException($"expected {part.Heading} to end with a yaml block.");
        string yaml = block.Lines.ToString();
        return new PageParameter(part.Heading[1..], [.. part.Content.SkipLast(1)], yaml, ParameterFacts.Parse(yaml));
    }

    /// <summary>Splits blocks at the headings of a level. What comes before the first of them must be nothing.</summary>
    private static IEnumerable<Section> Split(IEnumerable<Block> blocks, int level)
    {
        List<Block>? content = null;
        string heading = "";
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock { Inline: { } inline } found && found.Level == level)
            {
                if (content is not null)
                    yield return new Section(heading, content);
                heading = PlainText.OfInlines(inline, PlainText.WithoutAddresses);
                content = [];
            }
            else
            {
                (content ?? throw new FormatException($"expected a heading before line {block.Line + 1}.")).Add(block);
            }
        }

        if (content is not null)
            yield return new Section(heading, content);
    }

    private sealed record Section(string Heading, IReadOnlyList<Block> Content);
}
