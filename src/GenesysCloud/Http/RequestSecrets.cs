using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace GenesysCloud.Http;

/// <summary>
/// The secrets that one request carries. A server, gateway, or proxy may repeat a request in its response, so every text that is read from
/// a response loses them.
/// </summary>
/// <remarks>
/// They are found in any case and as percent-encoding, JSON, or HTML write them, since the text may be decoded later or by whoever reads
/// it. Not a record, so that nothing prints them. Safe for any number of threads.
/// </remarks>
internal sealed class RequestSecrets
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mark = "[secret]";

    /// <summary>Characters a secret has at least. What is shorter can be guessed, and would be found in any word.</summary>
    public const int MinLength = 4;

    /// <summary>For texts that no request precedes.</summary>
    public static readonly RequestSecrets None = new(null, []);

    private static readonly HttpRequestOptionsKey<IReadOnlyList<string>> s_others = new("secrets");

    private readonly AuthenticationHeaderValue? _authorization;
    private readonly IReadOnlyList<string> _others;
    private IReadOnlyList<string>? _all;
    private Regex? _encoded;

    private RequestSecrets(AuthenticationHeaderValue? authorization, IReadOnlyList<string> others) =>
        (_authorization, _others) = (authorization, others);

    // The longest first: one may be a part of another.
    private IReadOnlyList<string> All =>
        _all ??= [.. Find().Where(secret => secret.Length >= MinLength).Distinct().OrderByDescending(secret => secret.Length)];

    private Regex Encoded => _encoded ??= new Regex(
        string.Join('|', All.Select(secret => string.Concat(secret.EnumerateRunes().Select(FormsOf)))),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Notes which values of a request's path or body are secrets. Those in its headers are found without that.</summary>
    public static void AddTo(HttpRequestMessage request, IReadOnlyList<string> others) => request.Options.Set(s_others, others);

    /// <summary>The secrets of a request. Cheap: they are looked at only when a text is read.</summary>
    public static RequestSecrets Of(HttpRequestMessage request) => new(
        request.Headers.Authorization, request.Options.TryGetValue(s_others, out IReadOnlyList<string>? others) ? others : []);

    /// <summary>Whether a text has a secret in it.</summary>
    public bool IsIn(string text) => !ReferenceEquals(Redact(text), text);

    /// <summary>The text with <see cref="Mark"/> in place of each secret; the same object if it has none. Null stays null.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text)
    {
        if (string.IsNullOrEmpty(text) || All.Count == 0)
            return text;

        // Every encoded form has one of these in it.
        if (text.AsSpan().IndexOfAny("%&\\+") >= 0)
            return Encoded.IsMatch(text) ? Encoded.Replace(text, Mark) : text;
        string redacted = text;
        foreach (string secret in All)
        {
            if (redacted.Contains(secret, StringComparison.OrdinalIgnoreCase))
                redacted = redacted.Replace(secret, Mark, StringComparison.OrdinalIgnoreCase);
        }

        return redacted;
    }

    private IEnumerable<string> Find()
    {
        foreach (string secret in _others)
            yield return secret;
        if (_authorization?.Parameter is not { Length: > 0 } parameter)
            yield break;
        yield return parameter;
        yield return parameter.TrimEnd('=');
        if (_authorization.Scheme == "Basic" && SecretOf(parameter) is { } clientSecret)
            yield return clientSecret;
    }

    private static string? SecretOf(string basic)
    {
        byte[] pair = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic, pair, out int length))
            return null;
        string text = Encoding.UTF8.GetString(pair, 0, length);
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>A pattern for one character, as it is and in every encoded form.</summary>
    private static string FormsOf(Rune rune)
    {
        string plain = rune.ToString();

        // Percent-encoding may be applied several times.
        string percent = string.Concat(Encoding.UTF8.GetBytes(plain).Select(one => $"%(?:25)*{one:X2}"));
        string json = string.Concat(plain.Select(unit => $@"\\u{(int)unit:X4}"));
        string html = string.Create(CultureInfo.InvariantCulture, $"&#0*{rune.Value};|&#x0*{rune.Value:X};{NamedEntityOf(plain)}");
        string escaped = Regex.Escape(plain);

        // JSON may put a backslash before some characters, and a form has a plus sign for a space.
        string bare = Rune.IsLetterOrDigit(rune) ? escaped : plain == " " ? @"\ |\+" : $@"\\?{escaped}";
        return $"(?:{bare}|{percent}|{json}|{html})";
    }

    private static string NamedEntityOf(string character) => character switch
    {
        "&" => "|&amp;",
        "<" => "|&lt;",
        ">" => "|&gt;",
        "\"" => "|&quot;",
        "'" => "|&apos;",
        _ => "",
    };
}
