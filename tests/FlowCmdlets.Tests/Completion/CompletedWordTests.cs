using System.Management.Automation.Language;
using CsCheck;
using FlowCmdlets.Binding;
using Xunit;

namespace FlowCmdlets.Tests.Completion;

/// <summary>Whatever a name is, PowerShell reads back what was completed.</summary>
public sealed class CompletedWordTests
{
    private static readonly Gen<string> s_names = Gen.OneOf(
        Gen.String[Gen.Char["'\"`$[]*?\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u2013-@{}()#&|;,<>! a1.e\u00E9/\\:~"], 1, 12],
        Gen.String[1, 12].Where(name => !name.Any(char.IsControl)));

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\u201C")]
    public void A_quoted_name_is_one_argument_of_the_same_text(string typed) => s_names.Sample(name =>
    {
        string text = new CompletedWord(typed).Quote(name);
        var command = (CommandAst)Parse($"command {text} last");
        Assert.Equal(3, command.CommandElements.Count);
        Assert.Equal(name, Assert.IsAssignableFrom<ExpressionAst>(command.CommandElements[1]) switch
        {
            StringConstantExpressionAst { Value: var value } => value,
            // A version: as a text it is what was written.
            ConstantExpressionAst number => number.Extent.Text,
            ExpressionAst other => $"{other.GetType().Name} {other.Extent.Text}",
        });
    });

    [Fact]
    public void A_key_is_read_back() => s_names.Sample(name =>
    {
        var hashtable = (HashtableAst)((CommandExpressionAst)Parse($"@{{ {CompletedWord.Key(name)} = 1 }}")).Expression;
        Assert.Equal(name, Assert.IsType<StringConstantExpressionAst>(Assert.Single(hashtable.KeyValuePairs).Item1).Value);
    });

    [Fact]
    public void An_escaped_name_is_that_name_and_no_other() => Gen.Select(s_names, s_names).Sample((name, other) =>
    {
        Predicate<string> isMeant = NamePattern.Matching(NamePattern.Literal(name));
        Assert.True(isMeant(name));
        Assert.True(other.Equals(name, StringComparison.OrdinalIgnoreCase) || other == NamePattern.Literal(name) || !isMeant(other));
    });

    [Fact]
    public void What_was_completed_is_completed_again() => s_names.Sample(name =>
    {
        var suggestion = new Suggestion("", null) { Names = [name] };
        Assert.Equal(0, new CompletedWord($"'{NamePattern.Literal(name)}'").RankOf(suggestion));
        Assert.Equal(0, new CompletedWord($"'{name}'").RankOf(suggestion));
    });

    private static CommandBaseAst Parse(string line)
    {
        ScriptBlockAst script = Parser.ParseInput(line, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements);
    }
}
