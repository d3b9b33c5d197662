using System.Text;
using HelpBuilder.About;
using HelpBuilder.Maml;
using HelpBuilder.Pages;
using HelpBuilder.Text;

namespace HelpBuilder;

/// <summary>The files that <c>Get-Help</c> reads, made from pages.</summary>
public static class HelpFiles
{
    // Get-Help looks for a file that is named after the assembly of the cmdlets.
    private const string CommandHelp = "FlowCmdlets.dll-Help.xml";

    private const string PagesInProject = "docs/en-US";

    /// <summary>Makes the files in memory. The same pages are the same bytes.</summary>
    /// <param name="pages">The folder of the pages.</param>
    /// <param name="project">The address of the project, where the pages can be read online.</param>
    /// <returns>The name and content of each file.</returns>
    /// <exception cref="HelpPageException">A page doesn't have the form of one.</exception>
    public static IEnumerable<(string Name, byte[] Content)> Make(string pages, string project)
    {
        string[] files = [.. Directory.GetFiles(pages, "*.md").Order(StringComparer.Ordinal)];
        var plain = new PlainText(address => OnlineAddress(address, project));
        var maml = new MamlHelp(plain, name => $"{project}/blob/main/{PagesInProject}/{name}.md");
        yield return (CommandHelp, maml.Write(files.Where(file => !IsAbout(file)).Select(PageReader.ReadCommand)));
        foreach (string file in files.Where(IsAbout))
        {
            string text = AboutTopic.Write(file, plain.AddressOf);
            yield return ($"{Path.GetFileNameWithoutExtension(file)}.help.txt", Encoding.UTF8.GetBytes(text));
        }
    }

    private static bool IsAbout(string path) => Path.GetFileName(path).StartsWith("about_", StringComparison.Ordinal);

    /// <summary>
    /// The address of a link in a page: none for another help page, which <c>Get-Help</c> finds by its name, and the online address of
    /// a page elsewhere in the project.
    /// </summary>
    private static string? OnlineAddress(string address, string project)
    {
        if (address.StartsWith("https:", StringComparison.Ordinal))
            return address;
        if (!address.StartsWith("../", StringComparison.Ordinal))
            return null;
        var page = new Uri($"{project}/blob/main/{PagesInProject}/");
        return new Uri(page, address).AbsoluteUri;
    }
}
