using System.Text;
using System.Text.RegularExpressions;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Pipeline;
using GenesysCloud.Launching;
using HelpBuilder;
using Xunit;

namespace FlowCmdlets.Tests.Help;

/// <summary>about_GenesysFlows_Errors has every error ID, with its cause and what to do.</summary>
public sealed partial class ErrorTopicTests
{
    [Fact]
    public void The_topic_has_every_error_ID_that_the_factory_can_make_once()
    {
        IEnumerable<string> produced = MessageSamples.Factories
            .SelectMany(MessageSamples.ErrorsOf)
            .Select(error => error.FullyQualifiedErrorId);
        IEnumerable<string> inSource = Directory.GetFiles(Path.Combine(Repository.Root, "src", "FlowCmdlets", "Pipeline"), "Errors*.cs")
            .SelectMany(file => IdInSource().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["Id"].Value);
        // A run that ends early has its reason as the ID.
        IEnumerable<string> ids = produced.Concat(inSource).Concat(Enum.GetNames<RunEndReason>()).Distinct()
            .Where(id => id != nameof(RunEndReason.Stopped));
        Assert.Equal(ids.Order(StringComparer.Ordinal), Entries().Select(entry => entry.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_has_a_paragraph_with_the_cause_and_one_with_the_cure()
    {
        IEnumerable<string> faults =
            from entry in Entries()
            let faultsOfText = entry.Paragraphs.SelectMany(Prose.FaultsOf)
            from fault in entry.Paragraphs.Length == 2 ? faultsOfText : [$"{entry.Paragraphs.Length} paragraphs"]
            select $"{entry.Id}: {fault}";
        Assert.Empty(faults);
    }

    /// <summary>The entries as Get-Help shows them: an ID, and below it paragraphs that are indented further.</summary>
    private static IEnumerable<(string Id, string[] Paragraphs)> Entries()
    {
        string pages = Path.Combine(Repository.Root, "docs", "en-US");
        byte[] topic = HelpFiles.Make(pages, "https://example.com/project")
            .Single(file => file.Name == "about_GenesysFlows_Errors.help.txt").Content;
        return Entry().Matches(Encoding.UTF8.GetString(topic)).Select(match => (
            match.Groups["Id"].Value,
            match.Groups["Text"].Value.Split("\n\n").Select(paragraph => WhiteSpace().Replace(paragraph, " ").Trim()).ToArray()));
    }

    [GeneratedRegex("""(?:Record\(|Service\(\s*\w+,|=>)\s*(?:nameof\((?<Id>\w+)\)|"(?<Id>[A-Z]\w+)"),""")]
    private static partial Regex IdInSource();

    [GeneratedRegex(@"(?m)^    (?<Id>[A-Z][A-Za-z]+)\n(?<Text>(?: {8}.+\n|\n(?= {8}))+)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
