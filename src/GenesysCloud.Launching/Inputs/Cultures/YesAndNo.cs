using System.Globalization;

namespace GenesysCloud.Launching.Inputs.Cultures;

/// <summary>The words for yes and no, and what spreadsheets write for true and false, in languages other than English.</summary>
internal static class YesAndNo
{
    private static readonly Dictionary<string, (string[] Yes, string[] No)> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cs"] = (["ano", "pravda"], ["ne", "nepravda"]),
        ["da"] = (["ja", "sand"], ["nej", "falsk"]),
        ["de"] = (["ja", "wahr"], ["nein", "falsch"]),
        ["es"] = (["sí", "si", "verdadero"], ["no", "falso"]),
        ["fi"] = (["kyllä", "tosi"], ["ei", "epätosi"]),
        ["fr"] = (["oui", "vrai"], ["non", "faux"]),
        ["hu"] = (["igen", "igaz"], ["nem", "hamis"]),
        ["it"] = (["sì", "si", "vero"], ["no", "falso"]),
        ["nb"] = (["ja", "sann"], ["nei", "usann"]),
        ["nl"] = (["ja", "waar"], ["nee", "onwaar"]),
        ["pl"] = (["tak", "prawda"], ["nie", "fałsz"]),
        ["pt"] = (["sim", "verdadeiro"], ["não", "nao", "falso"]),
        ["ru"] = (["да", "истина"], ["нет", "ложь"]),
        ["sv"] = (["ja", "sant"], ["nej", "falskt"]),
        ["tr"] = (["evet", "doğru"], ["hayır", "yanlış"]),
    };

    /// <summary>What a word means in a culture; null if it is neither. The case of letters is that of the culture.</summary>
    public static bool? Read(string word, CultureInfo culture)
    {
        if (!s_words.TryGetValue(culture.TwoLetterISOLanguageName, out (string[] Yes, string[] No) words))
            return null;
        string lower = culture.TextInfo.ToLower(word);
        return words.Yes.Contains(lower) ? true : words.No.Contains(lower) ? false : null;
    }

    /// <summary>Whether it is such a word in any of the languages.</summary>
    public static bool IsWord(string word)
    {
        string lower = word.ToLowerInvariant();
        return s_words.Values.Any(words => words.Yes.Contains(lower) || words.No.Contains(lower));
    }
}
