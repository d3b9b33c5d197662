using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GenesysCloud.Http;

/// <summary>Foreign text, made fit to be shown in an error: no markup, no control characters, no credentials, and short.</summary>
internal static partial class PageExcerpt
{
    /// <summary>Characters an excerpt has at most.</summary>
    public const int MaxLength = 200;

    // What a page says about itself stands at its beginning; the rest is not even decoded.
    private const int MaxBytes = 64 * 1024;

    /// <summary>The first words of a body. Empty when it holds none.</summary>
    /// <param name="body">Any bytes; read as UTF-8, whatever they claim to be.</param>
    /// <param name="secrets">What is not shown; null for nothing.</param>
    public static string Create(ReadOnlySpan<byte> body, RequestSecrets? secrets = null)
    {
        string text = Encoding.UTF8.GetString(body.Length > MaxBytes ? body[..MaxBytes] : body);

        // A secret that is cut off would not be recognized.
        if (body.Length > MaxBytes && text.LastIndexOf(' ') is var end and > 0)
            text = text[..end];
        secrets ??= RequestSecrets.None;
        if (text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<", StringComparison.Ordinal))
            text = WebUtility.HtmlDecode(WithoutMarkup(secrets.Redact(text)));
        return Clean(secrets.Redact(text));
    }

    /// <summary>A short text on one line, such as the value of a header. Null for null and for what is empty.</summary>
    public static string? Clean(string? text, int maxLength)
    {
        string clean = text is null ? "" : Clean(text, (int?)maxLength);
        return clean.Length == 0 ? null : clean;
    }

    // A page may echo the request. Prose such as "Basic authentication" is shorter than any token.
    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9\-._~+/=]{20,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    private static string Clean(string text, int? maxLength = null)
    {
        int longest = maxLength ?? MaxLength;
        var clean = new StringBuilder();
        foreach (Rune rune in Credentials().Replace(text, "$1 ***").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (IsShown(rune))
            {
                clean.Append(rune.ToString());
            }

            if (clean.Length > longest)
                return Cut(clean.ToString(), longest).TrimEnd();
        }

        return clean.ToString().TrimEnd();
    }

    // Format characters turn the direction of a terminal's text around; lone surrogates arrive here as the replacement character.
    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string WithoutMarkup(string page)
    {
        var text = new StringBuilder(page.Length);
        for (int at = 0; at < page.Length;)
        {
            if (page[at] != '<')
            {
                text.Append(page[at++]);
                continue;
            }

            at = EndOfMarkup(page, at);
            text.Append(' ');
        }

        return text.ToString();
    }

    // Scripts and styles are no words of the page. What is never closed ends with the page.
    private static int EndOfMarkup(string page, int start)
    {
        ReadOnlySpan<char> rest = page.AsSpan(start);
        string end = rest.StartsWith("<!--", StringComparison.Ordinal) ? "-->"
            : rest.StartsWith("<script", StringComparison.OrdinalIgnoreCase) ? "</script>"
            : rest.StartsWith("<style", StringComparison.OrdinalIgnoreCase) ? "</style>"
            : ">";
        int length = rest.IndexOf(end, StringComparison.OrdinalIgnoreCase);
        return length < 0 ? page.Length : start + length + end.Length;
    }
}
