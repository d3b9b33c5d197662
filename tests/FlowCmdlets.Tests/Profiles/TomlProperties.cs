using System.Globalization;
using System.Text;
using CsCheck;
using FlowCmdlets.Profiles;
using FlowCmdlets.Tests.Engine;
using Tomlyn;
using Xunit;
using Oracle = Tomlyn.Model.TomlTable;
using TomlTable = FlowCmdlets.Profiles.TomlTable;

namespace FlowCmdlets.Tests.Profiles;

/// <summary>What is accepted means the same to a full TOML parser; what the official client can write is accepted.</summary>
public sealed class TomlProperties
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12], Gen.String[Gen.Char["\t\n\r\"\\'#=[]äЖ中\u2028\u007f\b"], 0, 6]);

    private static readonly Gen<string> s_name = Gen.OneOf(Gen.String[Gen.Char["abcxyz0189_-"], 1, 6], s_text);

    // Documents whose tables and keys are distinct, as a client writes them.
    private static readonly Gen<Dictionary<string, Dictionary<string, string>>> s_profiles =
        Gen.Dictionary(s_name, Gen.Dictionary(s_name, s_text)[0, 4])[0, 4].Select(Distinct);

    // Pieces of documents, in any order, and characters changed at random.
    private static readonly Gen<string> s_anything = Gen.Select(
        Gen.OneOf(
            "[a]", "[b.c]", "[\"d\"]", "a = 1", "b = 'x'", "c = \"y\\n\"", "d = true", "e = -0", "f = +1_000", "g = 1.5", "a.b = 1",
            "[[h]]", "i = [1]", "j = {}", "# comment", "", "k = \"\"\"z\"\"\"", "l = 2026-12-01", "m = 0x1F", "'n' = 'o' # p",
            "[ q . 'r' ]", "[a.b.c]", "s = \"\\u00e4\\U0001F600\"", "t = inf").Array[0, 8],
        Gen.OneOf("\n", "\r\n"),
        Gen.Select(Gen.Int[0, 80], Gen.Char["\"'=[]{}.#\\ \t\r\n_-+0a\0"]).Array[0, 2]).Select((lines, end, changes) =>
        {
            var text = new StringBuilder(string.Join(end, lines));
            foreach ((int at, char character) in changes)
            {
                if (at < text.Length)
                    text[at] = character;
            }

            return text.ToString();
        });

    [Fact]
    public void What_the_client_can_write_is_read_as_it_was_written() => s_profiles.Sample(
        profiles =>
        {
            string text = Write(profiles);
            IReadOnlyList<TomlTable> tables = TomlDocument.Parse(text);
            Assert.Equal(profiles.Keys, tables.Select(table => table.Name));
            Assert.All(tables, table => Assert.Equal(profiles[table.Name], table.Values));
        },
        iter: TestEffort.Of(2_000));

    [Fact]
    public void What_is_accepted_is_accepted_with_the_same_values_by_a_full_parser() => s_anything.Sample(
        text =>
        {
            IReadOnlyList<TomlTable> tables;
            try
            {
                tables = TomlDocument.Parse(text);
            }
            catch (TomlFormatException)
            {
                // Refusing is always safe. That what matters isn't refused is the other property.
                return;
            }

            Oracle root = TomlSerializer.Deserialize<Oracle>(text)!;
            foreach (TomlTable table in tables)
            {
                Oracle same = table.Path.Aggregate(root, (outer, part) => (Oracle)outer[part]);
                Assert.Equal(
                    table.Values.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal),
                    same.Where(pair => pair.Value is not Oracle)
                        .Select(pair => $"{pair.Key}={Text(pair.Value)}").Order(StringComparer.Ordinal));
            }
        },
        iter: TestEffort.Of(20_000));

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String.Sample(text =>
    {
        try
        {
            TomlDocument.Parse(text);
        }
        catch (TomlFormatException refused)
        {
            Assert.StartsWith("line ", refused.Message, StringComparison.Ordinal);
        }
    });

    private static Dictionary<string, Dictionary<string, string>> Distinct(Dictionary<string, Dictionary<string, string>> profiles) =>
        profiles.DistinctBy(profile => profile.Key.ToUpperInvariant()).ToDictionary(
            profile => profile.Key,
            profile => profile.Value.DistinctBy(pair => pair.Key.ToUpperInvariant()).ToDictionary());

    private static string Write(Dictionary<string, Dictionary<string, string>> profiles)
    {
        var text = new StringBuilder();
        foreach ((string name, Dictionary<string, string> values) in profiles)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{Quote(name)}]\n");
            foreach ((string key, string value) in values)
                text.Append(CultureInfo.InvariantCulture, $"{Quote(key)} = {Quote(value)}\n");
        }

        return text.ToString();
    }

    private static string Quote(string text) => text.Any(char.IsControl) || text.Contains('\'', StringComparison.Ordinal)
        ? $"\"{string.Concat(text.Select(Escape))}\""
        : $"'{text}'";

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '\b' => "\\b",
        _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
        _ => character.ToString(),
    };

    private static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}
