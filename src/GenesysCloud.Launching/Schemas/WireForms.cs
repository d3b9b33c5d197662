using System.Text.RegularExpressions;

namespace GenesysCloud.Launching.Schemas;

/// <summary>The kinds of JSON that a definition takes for a value. Null is not one of them.</summary>
/// <param name="Texts">The texts it takes; empty for none.</param>
/// <param name="Number">Whether it takes a number.</param>
/// <param name="Boolean">Whether it takes true and false.</param>
/// <param name="Object">The object it takes; null for none.</param>
/// <param name="Array">Whether it takes an array.</param>
internal sealed record WireForms(IReadOnlyList<TextForm> Texts, bool Number, bool Boolean, ObjectForm? Object, bool Array)
{
    /// <summary>The definition does not say what it takes.</summary>
    public static WireForms Undeclared { get; } = new([], false, false, null, false);

    public bool IsDeclared => Texts.Count > 0 || Number || Boolean || Object is not null || Array;

    /// <summary>Whether it takes numbers; if it does not say, it may.</summary>
    public bool TakesNumber => Number || !IsDeclared;

    /// <summary>Whether it takes true and false; if it does not say, it may.</summary>
    public bool TakesBoolean => Boolean || !IsDeclared;

    /// <summary>Whether it takes objects; if it does not say, it may.</summary>
    public bool TakesObject => Object is not null || !IsDeclared;

    /// <summary>Whether it takes arrays; if it does not say, it may.</summary>
    public bool TakesArray => Array || !IsDeclared;

    /// <summary>Whether it takes some text; if it does not say, it may.</summary>
    public bool TakesText => Texts.Count > 0 || !IsDeclared;

    /// <summary>Whether it takes this text; if it does not say, it may.</summary>
    public bool Takes(string text) => !IsDeclared || Texts.Any(form => form.Takes(text));

    /// <summary>The first of several spellings of one value that it takes; null if it takes none.</summary>
    public string? FirstOf(params ReadOnlySpan<string> spellings)
    {
        foreach (string spelling in spellings)
        {
            if (Takes(spelling))
                return spelling;
        }

        return null;
    }
}

/// <summary>An object that a definition takes.</summary>
/// <param name="Members">The names it declares; empty if it declares none.</param>
/// <param name="Required">The names it cannot do without.</param>
/// <param name="TextMembers">The names whose value is text and not a number.</param>
internal sealed record ObjectForm(IReadOnlyList<string> Members, IReadOnlyList<string> Required, IReadOnlyList<string> TextMembers);

/// <summary>A text that a definition takes.</summary>
/// <param name="MinLength">Fewest characters; null for no limit.</param>
/// <param name="MaxLength">Most characters; null for no limit.</param>
/// <param name="Pattern">The pattern it has to match; null for none, or one that .NET does not understand.</param>
internal sealed record TextForm(int? MinLength, int? MaxLength, Regex? Pattern)
{
    // A pattern comes from a schema that people can write.
    private static readonly TimeSpan s_longestMatch = TimeSpan.FromMilliseconds(250);

    public bool Takes(string text) => !(text.Length < MinLength) && !(text.Length > MaxLength) && Matches(text);

    public static Regex? PatternOf(string? pattern)
    {
        if (pattern is null)
            return null;
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_longestMatch);
        }
        catch (ArgumentException)
        {
            // The service knows its own dialect and will judge the text.
            return null;
        }
    }

    private bool Matches(string text)
    {
        try
        {
            return Pattern?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
