using System.Text.RegularExpressions;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>The rules for texts that users read.</summary>
internal static partial class Prose
{
    /// <summary>What is wrong with a whole message; empty if it is well written.</summary>
    public static IEnumerable<string> FaultsOf(string message)
    {
        foreach (string word in BannedIn(message))
            yield return $"'{word}' is not a word for messages";
        if (WrongPlural().Match(message) is { Success: true } plural)
            yield return $"'{plural.Value}' does not agree in number";
        if (message.Contains("  ", StringComparison.Ordinal))
            yield return "it has doubled spaces";
        if (WrongPunctuation().Match(message) is { Success: true } marks)
            yield return $"'{marks.Value}' is not punctuation";
        if (!Ending().IsMatch(message))
            yield return "it does not end as a sentence";
        if (char.IsLower(message[0]) || char.IsWhiteSpace(message[0]))
            yield return "it does not begin as a sentence";
        if (message.Count(character => character == '"') % 2 != 0
            || Apostrophe().Replace(message, "").Count(character => character == '\'') % 2 != 0)
        {
            yield return "its quotation marks are not balanced";
        }

        if (message.Count(character => character == '(') != message.Count(character => character == ')'))
            yield return "its parentheses are not balanced";
    }

    /// <summary>The words in a text, or a part of one, that messages do without.</summary>
    public static IEnumerable<string> BannedIn(string text) => Banned().Matches(text).Select(match => match.Value);

    [GeneratedRegex("""
        \b(tell|tells|told|telling|mend|mends|mended|nobody|somebody|comes?\ back|came\ back|in\
        """ + """
         earnest|answers?|answered|settles?|settled|settling
        |organi[s]ations?|cancell(ed|ing)|recogni[s]\w*|behaviours?|licences?|synchroni[s]\w*|neighbours?|anew|rehears\w*|has\ trouble|for\
        """ + """
         good
        |under\ way|meanwhile|go(es)?\ on|to\ go\ on|runs\ on|run\ on|give\ the|may\ not|misspelt|half\ a\ character|look(s|ed|ing)?\ for
        |does\ nothing|known\ by|knows|whatever\ comes)(?!\w)
        |\bgives?\ -\w
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Banned();

    [GeneratedRegex("""
        (?<!\brow\ )(?<![\w.:/-])1\ (more\ )?(rows|flows|executions|inputs|outputs|attempts|requests|items|characters|minutes|were|are)\b
        |(?<![\w.:/-])([02-9]|[0-9]{2,})\ (more\ )?(row|flow|execution|input|output|attempt|request|item|character|minute)\b
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WrongPlural();

    [GeneratedRegex("""(?<!\.)\.\.(?!\.)|[.;,] ?[:;,]|: ?[;,]|[:;,]\.|\.\?|\?\.|\( | \)| [.,;:](?=\s|$)""")]
    private static partial Regex WrongPunctuation();

    [GeneratedRegex("""[.!?]$""")]
    private static partial Regex Ending();

    [GeneratedRegex("""(?<=\w)'(?=\w)|(?<=s)'(?= [a-z])""")]
    private static partial Regex Apostrophe();
}
