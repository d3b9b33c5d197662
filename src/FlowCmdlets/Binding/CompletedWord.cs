using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowCmdlets.Binding;

/// <summary>The beginning of a value, as it is typed.</summary>
internal sealed partial class CompletedWord
{
    // PowerShell takes typographic quotation marks for plain ones.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";
    private const string DoubleQuotes = "\"\u201C\u201D\u201E";

    private readonly bool _isDoubleQuoted;

    /// <param name="typed">As the engine gives it: the value, within the quotation marks if there are any.</param>
    public CompletedWord(string typed)
    {
        Typed = typed;
        bool isQuoted = typed.Length > 0 && (SingleQuotes.Contains(typed[0]) || DoubleQuotes.Contains(typed[0]));
        _isDoubleQuoted = isQuoted && DoubleQuotes.Contains(typed[0]);
        string text = isQuoted ? typed[1..] : typed;
        bool isClosed = isQuoted && text.Length > 0 && (_isDoubleQuoted ? DoubleQuotes : SingleQuotes).Contains(text[^1]);
        Text = isClosed ? text[..^1] : text;
    }

    /// <summary>The word with its quotation marks.</summary>
    public string Typed { get; }

    /// <summary>The value; empty if nothing is typed.</summary>
    public string Text { get; }

    /// <summary>0 for a suggestion that begins with the word, 1 for one with a word that does; null for any other.</summary>
    public int? RankOf(Suggestion suggestion)
    {
        int? best = null;
        foreach (string name in suggestion.Names)
        {
            if (RankOf(name) is { } rank && !(best <= rank))
                best = rank;
        }

        return best;
    }

    /// <summary>The value as an argument: bare if it can be, else in the quotation marks that were typed.</summary>
    public string Quote(string value)
    {
        if (!_isDoubleQuoted)
            return Bare().IsMatch(value) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
        var quoted = new StringBuilder("\"");
        foreach (char character in value)
        {
            if (character is '`' or '$' || DoubleQuotes.Contains(character))
                quoted.Append('`');
            quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A name as a key of a hashtable.</summary>
    public static string Key(string name) =>
        Identifier().IsMatch(name) ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";

    private int? RankOf(string name)
    {
        // What was completed before, where wildcards are escaped, or a pattern that a person has begun.
        if (name.StartsWith(Text, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(WildcardPattern.Unescape(Text), StringComparison.OrdinalIgnoreCase)
            || (WildcardPattern.ContainsWildcardCharacters(Text) && NamePattern.Matching(Text + "*")(name)))
        {
            return 0;
        }

        for (int at = 1; (at = name.IndexOf(Text, at, StringComparison.OrdinalIgnoreCase)) > 0; at++)
        {
            if (!char.IsLetterOrDigit(name[at - 1]))
                return 1;
        }

        return null;
    }

    /// <summary>
    /// A name, a version, an id, or a path without anything that PowerShell reads as something else. A name of digits is none: it could be
    /// read as a number.
    /// </summary>
    [GeneratedRegex(
        @"\A(([\p{L}_/\\]|\.{1,2}[/\\]|~[/\\])[\p{L}\p{Nd}_./\\:~-]*|[0-9]+\.[0-9]+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
