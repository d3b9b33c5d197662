using Markdig.Syntax;

namespace HelpBuilder.Pages;

/// <summary>The page of a cmdlet, in the markdown form of Microsoft.PowerShell.PlatyPS 1.0.</summary>
public sealed class CommandPage
{
    /// <summary>The file of the page.</summary>
    public required string Path { get; init; }

    /// <summary>The name of the cmdlet.</summary>
    public required string Name { get; init; }

    /// <summary>The front matter, in the order of the page.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What the cmdlet does, in one paragraph.</summary>
    public required IReadOnlyList<Block> Synopsis { get; init; }

    /// <summary>One for each parameter set.</summary>
    public required IReadOnlyList<SyntaxForm> Syntax { get; init; }

    /// <summary>The text of the description.</summary>
    public required IReadOnlyList<Block> Description { get; init; }

    /// <summary>The examples, in the order of the page.</summary>
    public required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>The parameters without the common ones, in the order of the page.</summary>
    public required IReadOnlyList<PageParameter> Parameters { get; init; }

    /// <summary>The types that can be piped to the cmdlet.</summary>
    public required IReadOnlyList<PipedType> Inputs { get; init; }

    /// <summary>The types that the cmdlet returns.</summary>
    public required IReadOnlyList<PipedType> Outputs { get; init; }

    /// <summary>The notes, among them the permissions that the cmdlet requires.</summary>
    public required IReadOnlyList<Block> Notes { get; init; }

    /// <summary>The related links, in the order of the page.</summary>
    public required IReadOnlyList<RelatedLink> Links { get; init; }
}

/// <summary>A parameter set, as the syntax shows it.</summary>
/// <param name="Heading">The name of the set, which "(Default)" follows if it is the default one.</param>
/// <param name="Text">The syntax, with line breaks.</param>
public sealed record SyntaxForm(string Heading, string Text)
{
    /// <summary>The name of the set; <c>__AllParameterSets</c> if the cmdlet has one only.</summary>
    public string ParameterSet => Heading.Replace(" (Default)", "", StringComparison.Ordinal);
}

/// <summary>An example.</summary>
/// <param name="Title">The heading, such as "Example 1: Launch a flow".</param>
/// <param name="Content">Text, commands, and output, in the order of the page.</param>
public sealed record Example(string Title, IReadOnlyList<Block> Content)
{
    /// <summary>The text before the commands.</summary>
    public IReadOnlyList<Block> Introduction => [.. Content.TakeWhile(block => block is not CodeBlock)];

    /// <summary>The commands.</summary>
    public string Code => Fence("powershell") ?? "";

    /// <summary>The output that the page shows; null if it shows none.</summary>
    public string? Output => Fence("output");

    private string? Fence(string language) =>
        Content.OfType<FencedCodeBlock>().FirstOrDefault(block => block.Info == language)?.Lines.ToString();
}

/// <summary>A type that goes into a cmdlet or comes out of it.</summary>
/// <param name="Name">The full name of the type.</param>
/// <param name="Description">What its objects are.</param>
public sealed record PipedType(string Name, IReadOnlyList<Block> Description);

/// <summary>A link.</summary>
/// <param name="Text">The text of the link.</param>
/// <param name="Address">Where it leads to: a URI, or a path that is relative to the page.</param>
public sealed record RelatedLink(string Text, string Address);
