using System.Text;
using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;

namespace HelpBuilder.About;

/// <summary>Writes an about topic as <c>Get-Help</c> shows it.</summary>
public static class AboutTopic
{
    private const int Width = 79;

    // Get-Help shows the fifth line of a topic as its synopsis.
    private const int SynopsisWidth = 100;

    /// <summary>The text of a topic.</summary>
    /// <param name="path">The page, whose file has the name of the topic.</param>
    /// <param name="addressOf">The address that is shown after the text of a link; null for none.</param>
    /// <exception cref="HelpPageException">The page doesn't have the form of one.</exception>
    public static string Write(string path, Func<string, string?> addressOf)
    {
        try
        {
            return Write(PageReader.ReadMarkdown(File.ReadAllText(path)), Path.GetFileNameWithoutExtension(path), addressOf);
        }
        catch (FormatException malformed)
        {
            throw new HelpPageException(path, malformed.Message, malformed);
        }
    }

    private static string Write(MarkdownDocument document, string name, Func<string, string?> addressOf)
    {
        var plain = new PlainText(addressOf);
        if (document is not [HeadingBlock { Level: 1 } title, HeadingBlock { Level: 2 } first, ParagraphBlock synopsis, ..] ||
            plain.Of(title.Inline) != name || plain.Of(first.Inline) != "SHORT DESCRIPTION")
        {
            throw new FormatException($"expected the title {name}, then SHORT DESCRIPTION and one paragraph.");
        }

        string summary = plain.Of(synopsis.Inline);
        if (summary.Length > SynopsisWidth)
            throw new FormatException($"expected a short description of at most {SynopsisWidth} characters.");
        var text = new StringBuilder($"TOPIC\n    {name}\n\nSHORT DESCRIPTION\n    {summary}\n");
        int indent = 4;
        bool isAfterHeading = false;
        foreach (Block block in document.Skip(3))
        {
            if (block is HeadingBlock heading)
            {
                indent = heading.Level <= 3 ? 4 : 8;
                text.Append('\n').Append(' ', indent - (heading.Level == 3 ? 2 : 4)).Append(plain.Of(heading.Inline)).Append('\n');
                isAfterHeading = true;
                continue;
            }

            if (!isAfterHeading)
                text.Append('\n');
            isAfterHeading = false;
            int inset = block is CodeBlock ? 4 : 0;
            foreach (string line in plain.Lines([block], indent + inset, Width))
                text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
