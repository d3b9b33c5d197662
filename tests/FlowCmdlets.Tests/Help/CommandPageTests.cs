using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Pipeline;
using HelpBuilder.Pages;
using HelpBuilder.Text;
using Xunit;

namespace FlowCmdlets.Tests.Help;

/// <summary>The pages in docs/en-US say about each cmdlet what its code says.</summary>
public sealed partial class CommandPageTests(CommandPageTests.CmdletInfos cmdlets) : IClassFixture<CommandPageTests.CmdletInfos>
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "en-US");

    private static readonly string[] s_withManyExamples =
    [
        "Connect-GenesysCloud", "Get-GenesysFlow", "Get-GenesysFlowExecution", "Get-GenesysFlowJournal", "Resolve-GenesysFlowJournal",
        "Start-GenesysFlow", "Wait-GenesysFlowExecution",
    ];

    private static readonly PlainText s_plain = new(PlainText.WithoutAddresses);

    public static TheoryData<string> Names => [.. typeof(GenesysCmdlet).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<CmdletAttribute>())
        .OfType<CmdletAttribute>()
        .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() => Assert.Equal(
        Names.Select(row => row.Data),
        Directory.GetFiles(s_folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => !name.StartsWith("about_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_front_matter_of_PlatyPS(string name)
    {
        CommandPage page = Read(name);
        Assert.Equal(name, page.Name);
        Assert.Equal(
            ["document type", "external help file", "Locale", "Module Name", "ms.date", "PlatyPS schema version", "title"],
            page.Metadata.Keys);
        Assert.Equal("cmdlet", page.Metadata["document type"]);
        Assert.Equal("FlowCmdlets.dll-Help.xml", page.Metadata["external help file"]);
        Assert.Equal("en-US", page.Metadata["Locale"]);
        Assert.Equal("GenesysFlows", page.Metadata["Module Name"]);
        Assert.Equal("2024-05-01", page.Metadata["PlatyPS schema version"]);
        Assert.Equal(name, page.Metadata["title"]);
        Assert.True(DateOnly.TryParseExact(
            page.Metadata["ms.date"], "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_syntax_is_that_of_the_cmdlet(string name) => IsAsExpected(
        string.Join("\n\n", PlatyForm.Syntax(cmdlets[name]).Select(form => $"### {form.Heading}\n\n{form.Text}")),
        string.Join("\n\n", Read(name).Syntax.Select(form => $"### {form.Heading}\n\n{form.Text}")));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parameters_are_those_of_the_cmdlet_in_alphabetical_order(string name) => Assert.Equal(
        PlatyForm.Parameters(cmdlets[name]).Select(parameter => parameter.Name), Read(name).Parameters.Select(parameter => parameter.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_has_the_type_default_position_aliases_and_pipeline_input_of_the_code(string name)
    {
        foreach (PageParameter parameter in Read(name).Parameters)
        {
            if (cmdlets[name].Parameters.TryGetValue(parameter.Name, out ParameterMetadata? metadata))
                IsAsExpected($"-{parameter.Name}\n{PlatyForm.Yaml(cmdlets[name], metadata)}", $"-{parameter.Name}\n{parameter.Yaml}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_has_a_help_message_with_which_its_description_begins(string name)
    {
        CommandPage page = Read(name);
        foreach (ParameterMetadata parameter in PlatyForm.Parameters(cmdlets[name]))
        {
            // PowerShell's own.
            if (Cmdlet.OptionalCommonParameters.Contains(parameter.Name))
                continue;
            string message = PlatyForm.HelpMessage(parameter);
            Assert.True(message.Length is > 0 and <= 100, $"-{parameter.Name}: {message}");
            Assert.True(!Prose.FaultsOf(message).Any(), $"-{parameter.Name}: {message}: {string.Join("; ", Prose.FaultsOf(message))}");
            string description = string.Join(' ', s_plain.Paragraphs(page.Parameters.First(on => on.Name == parameter.Name).Description));
            Assert.StartsWith(message, description, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_inputs_and_outputs_are_the_types_of_the_code(string name)
    {
        CommandPage page = Read(name);
        IEnumerable<string> piped = cmdlets[name].Parameters.Values
            .Where(parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName))
            .Select(parameter => parameter.ParameterType.FullName!)
            .Distinct()
            .DefaultIfEmpty("None");
        Assert.Equal(piped.Order(StringComparer.Ordinal), page.Inputs.Select(type => type.Name).Order(StringComparer.Ordinal));
        Assert.Equal(cmdlets[name].OutputType.Select(type => type.Name), page.Outputs.Select(type => type.Name));
        Assert.All(page.Inputs.Concat(page.Outputs), type => Assert.NotEmpty(type.Description));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_numbered_examples_notes_on_permissions_and_links_to_other_pages(string name)
    {
        CommandPage page = Read(name);
        Assert.True(page.Examples.Count >= (s_withManyExamples.Contains(name) ? 3 : 1));
        Assert.All(page.Examples.Index(), example =>
        {
            Assert.Matches($"^Example {example.Index + 1}: \\S", example.Item.Title);
            Assert.Contains(name, example.Item.Code, StringComparison.Ordinal);
            Assert.NotEmpty(example.Item.Introduction);
        });
        Assert.StartsWith("Required permissions:", s_plain.Paragraphs(page.Notes).First(), StringComparison.Ordinal);
        Assert.Equal(
            CmdletPermissions.All[name].Select(use => use.Name).Order(StringComparer.Ordinal),
            PermissionName().Matches(NotesOf(name)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(page.Links);
        Assert.All(page.Links, link => Assert.Equal($"{link.Text}.md", link.Address));
        Assert.All(page.Links, link => Assert.True(File.Exists(Path.Combine(s_folder, link.Address)), link.Address));
    }

    [GeneratedRegex(@"\b(analytics|architect|directory|externalContacts):\w+:\w+")]
    private static partial Regex PermissionName();

    // Whole: what is expected can be copied into the page.
    private static void IsAsExpected(string expected, string actual) =>
        Assert.True(expected == actual, $"The page has:\n\n{actual}\n\nExpected:\n\n{expected}");

    /// <summary>The notes as they are written, lists included.</summary>
    private static string NotesOf(string name) => File.ReadAllText(Path.Combine(s_folder, $"{name}.md")).Split("\n## ")
        .Single(section => section.StartsWith("NOTES", StringComparison.Ordinal));

    private static CommandPage Read(string name) => PageReader.ReadCommand(Path.Combine(s_folder, $"{name}.md"));

    /// <summary>The cmdlets as PowerShell has them.</summary>
    public sealed class CmdletInfos : IDisposable
    {
        private readonly Shell _shell = new();
        private readonly Dictionary<string, CmdletInfo> _cmdlets;

        public CmdletInfos() => _cmdlets = _shell.Run("Get-Command -Module GenesysFlows").WithoutErrors().Output
            .Select(item => (CmdletInfo)item.BaseObject).ToDictionary(cmdlet => cmdlet.Name);

        public CmdletInfo this[string name] => _cmdlets[name];

        public void Dispose() => _shell.Dispose();
    }
}
