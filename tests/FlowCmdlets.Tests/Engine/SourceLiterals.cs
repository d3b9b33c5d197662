using System.Text;

namespace FlowCmdlets.Tests.Engine;

/// <summary>The text of a string literal in C# source; what is interpolated into it stands as <c>{}</c>.</summary>
internal readonly record struct SourceLiteral(int Line, string Text);

/// <summary>
/// Reads the string literals of C# source, those inside interpolations included. Comments and identifiers are passed over.
/// </summary>
internal sealed class SourceLiterals
{
    private readonly string _source;
    private readonly List<SourceLiteral> _literals = [];
    private int _at;

    private SourceLiterals(string source) => _source = source;

    /// <summary>All literals, each before those that are nested in it are complete.</summary>
    public static IReadOnlyList<SourceLiteral> Read(string source)
    {
        var reader = new SourceLiterals(source);
        reader.ReadCode(isHole: false);
        return reader._literals;
    }

    /// <summary>Reads code to its end, or, in an interpolation, to the brace that closes it.</summary>
    private void ReadCode(bool isHole)
    {
        int depth = 0;
        while (_at < _source.Length)
        {
            if (Starts("//"))
                SkipPast("\n");
            else if (Starts("/*"))
                SkipPast("*/");
            else if (_source[_at] == '\'')
                SkipCharacter();
            else if (TryReadPrefix(out int dollars, out bool isVerbatim))
                ReadString(dollars, isVerbatim);
            else if (isHole && _source[_at] == '}' && depth-- == 0)
                return;
            else if (_source[_at++] == '{')
                depth++;
        }
    }

    private bool TryReadPrefix(out int dollars, out bool isVerbatim)
    {
        int end = _at;
        while (end < _source.Length && _source[end] is '$' or '@')
            end++;
        ReadOnlySpan<char> prefix = _source.AsSpan(_at..end);
        dollars = prefix.Count('$');
        isVerbatim = prefix.Contains('@');
        if (end == _source.Length || _source[end] != '"')
            return false;
        _at = end;
        return true;
    }

    private void ReadString(int dollars, bool isVerbatim)
    {
        int line = _source.AsSpan(0, _at).Count('\n') + 1;
        int quotes = CountOf('"');
        // Two quotes are an empty string.
        if (quotes == 2)
        {
            _at += 2;
            return;
        }

        bool isRaw = quotes > 2;
        _at += quotes;
        var text = new StringBuilder();
        while (!Starts(new string('"', quotes)) || (isVerbatim && Starts("\"\"")))
        {
            int braces = dollars == 0 ? 0 : CountOf('{');
            if (!isRaw && !isVerbatim && _source[_at] == '\\')
                Take(text, 2);
            else if (isVerbatim && Starts("\"\""))
                Take(text, 2);
            else if (isRaw ? braces >= dollars && braces > 0 : braces % 2 == 1)
                ReadHole(text, braces, isRaw ? dollars : 1);
            else
                Take(text, Math.Max(1, braces));
        }

        _at += quotes;
        _literals.Add(new SourceLiteral(line, text.ToString()));
    }

    private void ReadHole(StringBuilder text, int braces, int marks)
    {
        Take(text, braces - marks);
        _at += marks;
        ReadCode(isHole: true);
        _at += marks;
        text.Append("{}");
    }

    private void Take(StringBuilder text, int count)
    {
        text.Append(_source, _at, count);
        _at += count;
    }

    private void SkipCharacter()
    {
        _at += _source[_at + 1] == '\\' ? 3 : 2;
        SkipPast("'");
    }

    private void SkipPast(string end)
    {
        int found = _source.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _source.Length : found + end.Length;
    }

    private int CountOf(char character)
    {
        int end = _at;
        while (end < _source.Length && _source[end] == character)
            end++;
        return end - _at;
    }

    private bool Starts(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;
}
