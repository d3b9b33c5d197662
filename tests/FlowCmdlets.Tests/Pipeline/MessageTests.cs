using System.Management.Automation;
using System.Reflection;
using FlowCmdlets.Launching;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Reconciliation;
using GenesysCloud.Wording;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>Every text that a user reads follows the rules of <see cref="Prose"/>.</summary>
public sealed class MessageTests
{
    private static readonly string[] s_shipped = ["src/FlowCmdlets", "src/GenesysCloud", "src/GenesysCloud.Launching", "src/Playground"];

    // Kinds of records in a journal.
    private static readonly string[] s_onDisk = ["settled"];

    public static TheoryData<string> Factories => [.. MessageSamples.Factories.Select(method => method.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Factories))]
    public void Every_message_and_advice_of_an_error_reads_as_a_sentence(string factory)
    {
        List<ErrorRecord> errors =
            [.. MessageSamples.Factories.Where(method => method.Name == factory).SelectMany(MessageSamples.ErrorsOf)];

        Assert.NotEmpty(errors);
        IEnumerable<(string Id, string Text)> texts =
            from error in errors
            from text in new[] { error.ErrorDetails.Message, error.ErrorDetails.RecommendedAction }
            where text.Length > 0
            select (error.FullyQualifiedErrorId, text);
        string[] faults =
        [
            .. from told in texts.Distinct()
               from fault in Prose.FaultsOf(told.Text)
               select $"{told.Id}: {fault}: {told.Text}",
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(20)));
        Assert.All(errors, error => Assert.NotEmpty(error.ErrorDetails.Message));
    }

    [Fact]
    public void No_text_in_the_sources_has_a_word_that_messages_do_without()
    {
        IEnumerable<string> found =
            from folder in s_shipped
            from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from literal in SourceLiterals.Read(File.ReadAllText(path))
            where !s_onDisk.Contains(literal.Text)
            from word in Prose.BannedIn(literal.Text)
            select $"{Path.GetFileName(path)}({literal.Line}): '{word}' in \"{literal.Text}\"";
        Assert.True(!found.Any(), string.Join('\n', found));
    }

    [Theory]
    [InlineData("src/Playground/Tour/tour.ps1")]
    [InlineData("src/FlowCmdlets/GenesysFlows.Format.ps1xml")]
    [InlineData("GenesysFlows.psd1")]
    public void No_view_and_no_step_of_the_tour_has_a_word_that_messages_do_without(string path) =>
        Assert.Empty(Prose.BannedIn(File.ReadAllText(Path.Combine(Repository.Root, path))));

    [Theory]
    [InlineData("1 rows were launched.", "'1 rows'")]
    [InlineData("3 row was launched.", "'3 row'")]
    [InlineData("Two  spaces.", "doubled spaces")]
    [InlineData("No period", "end as a sentence")]
    [InlineData("no capital.", "begin as a sentence")]
    [InlineData("The flow 'Onboard is gone.", "quotation marks")]
    [InlineData("The row (of two.", "parentheses")]
    [InlineData("Stopped..", "'..'")]
    [InlineData("It told nobody.", "'told'")]
    [InlineData("Come back later.", "'Come back'")]
    [InlineData("The organisation was not found.", "'organisation'")]
    public void The_rules_find_what_they_are_for(string message, string fault) =>
        Assert.Contains(Prose.FaultsOf(message), found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("1 row was launched.")]
    [InlineData("The flow's rows can't be read; run 'Get-GenesysFlow' (all flows).")]
    [InlineData("Did you mean 'users'?")]
    public void The_rules_leave_good_sentences_alone(string message) => Assert.Empty(Prose.FaultsOf(message));

    [Fact]
    public void Literals_are_read_with_those_inside_interpolations_and_without_comments()
    {
        const string Source = """"
            // "a comment"
            var a = $"outer {(n == 1 ? "one" : $"many {n:0.0}")} {{end}}"; /* "another" */
            char quote = '"', escaped = '\'';
            var b = @"c:\x ""y""" + "esc \" aped" + """raw "x" {n}""" + $$"""{{n}} of {m}""";
            """";
        Assert.Equal(
            ["one", "many {}", "outer {} {{end}}", "c:\\x \"\"y\"\"", "esc \\\" aped", "raw \"x\" {n}", "{} of {m}"],
            SourceLiterals.Read(Source).Select(literal => literal.Text));
    }

    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(2, "2 rows")]
    [InlineData(100_000, "100000 rows")]
    public void A_quantity_has_its_noun_in_the_right_number(long count, string words)
    {
        Assert.Equal(words, Quantity.Format(count, "row"));
        Assert.Equal(
            words.Replace("row", "branch", StringComparison.Ordinal).Replace("branchs", "branches", StringComparison.Ordinal),
            Quantity.Format(count, "branch", "branches"));
        Assert.Equal(count == 1 ? "was" : "were", Quantity.Word(count, "was", "were"));
    }

    [Fact]
    public void Events_and_the_progress_of_one_thing_are_singular()
    {
        string[] texts =
        [
            ClientEventText.Of(new ReconciliationStarted(1)),
            ClientEventText.Of(new ReconciliationStarted(0)),
            ClientEventText.Of(new ReconciliationEnded(new ReconcileResult(1, 1, 1))),
            ClientEventText.Of(new ReconciliationEnded(new ReconcileResult(2, 0, 2))),
        ];
        Assert.Empty(texts.SelectMany(Prose.FaultsOf));
        Assert.StartsWith("No response was received for 1 row; ", texts[0], StringComparison.Ordinal);
    }
}
