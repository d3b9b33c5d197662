using System.Buffers;
using System.Globalization;
using System.Text;

namespace FlowCmdlets.Profiles;

/// <summary>One line of a TOML file, read from left to right.</summary>
/// <param name="text">The line, without its end.</param>
/// <param name="number">Its number, from 1.</param>
internal sealed class TomlLine(string text, int number)
{
    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef");

    private int _position;

    /// <summary>Whether there is nothing on the line but white space and a comment.</summary>
    /// <exception cref="TomlFormatException">The comment has control characters.</exception>
    public bool IsBlank
    {
        get
        {
            SkipSpace();
            if (Current is not (null or '#'))
                return false;
            RequireEnd();
            return true;
        }
    }

    private char? Current => _position < text.Length ? text[_position] : null;

    /// <summary>The name of the table that begins here; null if none does.</summary>
    /// <exception cref="TomlFormatException">It is no header that is read.</exception>
    public IReadOnlyList<string>? ReadHeader()
    {
        if (Current != '[')
            return null;
        _position++;
        if (Current == '[')
            throw NotSupported("an array of tables");
        var path = new List<string>();
        do
        {
            SkipSpace();
            path.Add(ReadKey());
            SkipSpace();
        }
        while (Skip('.'));

        if (!Skip(']'))
            throw Invalid("expected ']' after the name of the table");
        RequireEnd();
        return path;
    }

    /// <summary>A key and its value.</summary>
    /// <exception cref="TomlFormatException">It is no such line, or its value is of a kind that isn't read.</exception>
    public (string Key, string Value) ReadPair()
    {
        string key = ReadKey();
        SkipSpace();
        if (Current == '.')
            throw NotSupported("a key with dots");
        if (!Skip('='))
            throw Invalid("expected a table, or a key with '=' and a value");
        SkipSpace();
        string value = Current switch
        {
            null or '#' => throw Invalid("there is no value after '='"),
            '"' or '\'' => ReadString(),
            '[' => throw NotSupported("an array"),
            '{' => throw NotSupported("an inline table"),
            _ => ReadScalar(),
        };
        RequireEnd();
        return (key, value);
    }

    private string ReadKey()
    {
        if (Current is '"' or '\'')
            return ReadString();
        int start = _position;
        while (Current is { } character && (char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
            _position++;
        return _position > start ? text[start.._position] : throw Invalid("expected a name of letters, digits, '_', and '-', or in quotes");
    }

    private string ReadString()
    {
        char quote = text[_position];
        if (string.CompareOrdinal(text, _position, new string(quote, 3), 0, 3) == 0)
            throw NotSupported("a string of several lines");
        _position++;
        var value = new StringBuilder();
        while (Current is { } character && character != quote)
        {
            if (IsControl(character))
                throw Invalid("the string has a control character");
            _position++;
            if (character == '\\' && quote == '"')
                AppendEscaped(value);
            else
                value.Append(character);
        }

        return Skip(quote) ? value.ToString() : throw Invalid("the string has no end");
    }

    private void AppendEscaped(StringBuilder value)
    {
        char? escape = Current;
        _position++;
        _ = escape switch
        {
            'b' => value.Append('\b'),
            't' => value.Append('\t'),
            'n' => value.Append('\n'),
            'f' => value.Append('\f'),
            'r' => value.Append('\r'),
            '"' or '\\' => value.Append(escape.Value),
            'u' => value.Append(ReadRune(4)),
            'U' => value.Append(ReadRune(8)),
            _ => throw Invalid("the string has an unknown escape sequence after '\\'"),
        };
    }

    private string ReadRune(int digits)
    {
        // .NET reads digits with zeros behind them, the character, as a number.
        if (_position + digits <= text.Length
            && text.AsSpan(_position, digits).IndexOfAnyExcept(s_hexadecimal) < 0
            && uint.TryParse(text.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            && Rune.TryCreate(code, out Rune rune))
        {
            _position += digits;
            return rune.ToString();
        }

        throw Invalid($"the string has an escape sequence that is no character of {digits} hexadecimal digits");
    }

    private string ReadScalar()
    {
        int start = _position;
        while (Current is not (null or ' ' or '\t' or '#'))
            _position++;
        string word = text[start.._position];
        if (word is "true" or "false")
            return word;
        ReadOnlySpan<char> digits = word.AsSpan().TrimStart("+-");
        bool isInteger = word.Length - digits.Length <= 1 && digits.Length > 0
            && (digits.Length == 1 || digits[0] != '0')
            && digits[0] != '_' && digits[^1] != '_' && !digits.Contains("__", StringComparison.Ordinal)
            && word.All(character => char.IsAsciiDigit(character) || character is '_' or '+' or '-');
        return isInteger && long.TryParse(
            word.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw NotSupported("a value that is no string, integer, or Boolean");
    }

    private void RequireEnd()
    {
        SkipSpace();
        if (Current is null)
            return;
        if (Current != '#')
            throw Invalid("there is more after the value or the name");
        if (text.Skip(_position).Any(IsControl))
            throw Invalid("the comment has a control character");
    }

    private static bool IsControl(char character) => character is (< ' ' and not '\t') or '\u007f';

    private bool Skip(char character)
    {
        if (Current != character)
            return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t')
            _position++;
    }

    private TomlFormatException Invalid(string problem) => new(number, problem);

    private TomlFormatException NotSupported(string what) => new(number, $"{what} isn't supported here");
}
