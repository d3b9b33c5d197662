using System.Text;
using System.Xml.Linq;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Pipeline;
using HelpBuilder;
using HelpBuilder.Pages;
using Xunit;

namespace FlowCmdlets.Tests.Help;

/// <summary>The files that Get-Help reads, as the build makes them from the pages.</summary>
public sealed class HelpFileTests : IDisposable
{
    private const string Project = "https://example.com/project";

    private static readonly string s_pages = Path.Combine(Repository.Root, "docs", "en-US");

    private readonly string _folder = Directory.CreateTempSubdirectory("help-pages-").FullName;

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(s_pages, "*.md").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_pages_are_the_same_bytes_in_whatever_order_the_folder_lists_them()
    {
        foreach (string file in Directory.GetFiles(s_pages).Order(StringComparer.Ordinal).Reverse())
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Assert.Equal(Read(HelpFiles.Make(s_pages, Project)), Read(HelpFiles.Make(_folder, Project)));
    }

    [Fact]
    public void The_help_in_the_working_tree_is_made_from_its_pages()
    {
        string built = Path.Combine(Repository.Root, "en-US");
        Dictionary<string, string> made = Read(HelpFiles.Make(s_pages, ProjectAddress.Read(Repository.Manifest)));
        Assert.All(made, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(built, file.Key))));
    }

    [Fact]
    public void Lines_of_a_topic_fit_into_80_columns_except_commands_and_addresses()
    {
        IEnumerable<string> tooLong =
            from file in Read(HelpFiles.Make(s_pages, Project))
            where file.Key.StartsWith("about_", StringComparison.Ordinal)
            from line in file.Value.Split('\n')
            where line.Length > 79
            where !line.StartsWith("        ", StringComparison.Ordinal) && line.Trim().Contains(' ', StringComparison.Ordinal)
            select $"{file.Key}: {line}";
        Assert.Empty(tooLong);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_has_a_word_that_messages_do_without(string page) =>
        Assert.Empty(Prose.BannedIn(File.ReadAllText(Path.Combine(s_pages, page))));

    [Theory]
    [InlineData("## NOTES", "## REMARKS", "expected the sections")]
    [InlineData("document type: cmdlet", "document type", "While scanning")]
    [InlineData("  Position: Named", "  Place: Named", "Place")]
    [InlineData("# Disconnect-GenesysCloud\n", "# Disconnect-GenesysCloud\n\n# Another\n", "expected one title, found 2")]
    [InlineData("[-Session <GenesysCloudSession>]", "[-Other <string>]", "-Other, which is not described")]
    [InlineData("- Name: (All)", "- Name: Other", "isn't in the parameter set __AllParameterSets")]
    [InlineData("### -Session", "### Session", "expected the name of a parameter")]
    [InlineData("```yaml", "```", "to end with a yaml block")]
    [InlineData("This cmdlet returns nothing.", "> A quotation.", "has no QuoteBlock")]
    public void A_page_of_another_form_is_an_error_that_names_it(string text, string replacement, string problem)
    {
        string path = CopyPage("Disconnect-GenesysCloud.md", text, replacement);
        HelpPageException error = Assert.Throws<HelpPageException>(() => Read(HelpFiles.Make(_folder, Project)));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_without_a_short_description_is_an_error_that_names_it()
    {
        string path = CopyPage("about_GenesysFlows.md", "## SHORT DESCRIPTION", "## DESCRIPTION");
        HelpPageException error = Assert.Throws<HelpPageException>(() => Read(HelpFiles.Make(_folder, Project)));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_other_pages_lead_to_the_project_and_help_pages_are_found_by_name()
    {
        string errors = Read(HelpFiles.Make(s_pages, Project))["about_GenesysFlows_Errors.help.txt"];
        Assert.Contains("- about_GenesysFlows_Journal\n", errors, StringComparison.Ordinal);
        Assert.Contains($"({Project}/blob/main/docs/errors-and-outcomes.md)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_cmdlets_has_the_online_version_as_its_first_link()
    {
        var maml = XDocument.Parse(Read(HelpFiles.Make(s_pages, Project))["FlowCmdlets.dll-Help.xml"]);
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        XNamespace text = "http://schemas.microsoft.com/maml/2004/10";
        Assert.NotEmpty(maml.Descendants(command + "command"));
        Assert.All(maml.Descendants(command + "command"), cmdlet => Assert.Equal(
            $"{Project}/blob/main/docs/en-US/{cmdlet.Element(command + "details")!.Element(command + "name")!.Value}.md",
            cmdlet.Descendants(text + "uri").First(uri => uri.Parent!.Name == text + "navigationLink").Value));
    }

    [Fact]
    public void A_manifest_without_an_address_is_an_error()
    {
        string manifest = Path.Combine(_folder, "Other.psd1");
        File.WriteAllText(manifest, "@{ ModuleVersion = '1.0' }");
        IOException error = Assert.Throws<IOException>(() => ProjectAddress.Read(manifest));
        Assert.Contains("expected ProjectUri", error.Message, StringComparison.Ordinal);
    }

    private string CopyPage(string name, string text, string replacement)
    {
        string page = File.ReadAllText(Path.Combine(s_pages, name)).ReplaceLineEndings("\n");
        Assert.Contains(text, page, StringComparison.Ordinal);
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, page.Replace(text, replacement, StringComparison.Ordinal));
        return path;
    }

    private static Dictionary<string, string> Read(IEnumerable<(string Name, byte[] Content)> files) =>
        files.ToDictionary(file => file.Name, file => Encoding.UTF8.GetString(file.Content));
}
