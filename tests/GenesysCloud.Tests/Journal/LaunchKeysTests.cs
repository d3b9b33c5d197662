using System.Collections;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class LaunchKeysTests
{
    private const string Flow = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public void Equal_rows_are_counted_and_another_run_gives_them_the_same_keys()
    {
        Dictionary<string, object?> anna = new() { ["Flow.name"] = "Anna" };
        Dictionary<string, object?> ben = new() { ["Flow.name"] = "Ben" };
        LaunchKeys first = new(Flow);
        LaunchKeys second = new(Flow);

        string[] keys = [first.FromInputs(anna), first.FromInputs(ben), first.FromInputs(anna)];

        Assert.Matches("^[A-Za-z0-9_-]{22}#1$", keys[0]);
        Assert.Equal(keys[0][..^1] + "2", keys[2]);
        Assert.NotEqual(keys[0], keys[1]);
        Assert.Equal((string[])[second.FromInputs(anna), second.FromInputs(ben), second.FromInputs(anna)], keys);
    }

    [Fact]
    public void The_hash_never_changes_between_versions_of_the_module()
    {
        Dictionary<string, object?> inputs = new()
        {
            ["Flow.name"] = "Ren\u00e9e",
            ["Flow.count"] = 3L,
            ["Flow.rate"] = 0.25,
            ["Flow.active"] = true,
            ["Flow.tags"] = new List<object?> { "a", null },
        };

        Assert.Equal("MBKvEQ0qIzl05n9xBeWz7A#1", new LaunchKeys(Flow, "2.0").FromInputs(inputs));
    }

    [Fact]
    public void The_order_of_the_inputs_does_not_matter() =>
        Gen.Dictionary(Gen.String, Gen.OneOf(
            Gen.String.Select(text => (object?)text), Gen.Long.Select(number => (object?)number), Gen.Bool.Select(flag => (object?)flag)))
            .Sample(inputs => Key(inputs) == Key(inputs.Reverse().ToDictionary()));

    [Fact]
    public void Flow_version_and_every_input_matter()
    {
        Dictionary<string, object?> inputs = new() { ["a"] = "1" };
        string[] keys =
        [
            new LaunchKeys(Flow).FromInputs(inputs),
            new LaunchKeys(Flow, "1.0").FromInputs(inputs),
            new LaunchKeys("another").FromInputs(inputs),
            Key(new() { ["a"] = 1L }),
            Key(new() { ["a"] = null }),
            Key(new() { ["a"] = true }),
            Key(new() { ["A"] = "1" }),
            Key(new() { ["a"] = new object?[] { "1" } }),
            Key(new() { ["a"] = new object?[] { "1", null } }),
            Key([]),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void The_flow_id_is_the_same_in_either_case() =>
        Assert.Equal(
            new LaunchKeys("ABC-d").FromInputs(new Dictionary<string, object?>()),
            new LaunchKeys("abc-D").FromInputs(new Dictionary<string, object?>()));

    [Fact]
    public void A_number_is_the_same_whichever_type_it_came_as()
    {
        Assert.Equal(Key(new() { ["a"] = 1 }), Key(new() { ["a"] = 1.00m }));
        Assert.Equal(Key(new() { ["a"] = 1L }), Key(new() { ["a"] = 1.0 }));
        Assert.Equal(Key(new() { ["a"] = 0.1 }), Key(new() { ["a"] = 0.10m }));
        Assert.Equal(Key(new() { ["a"] = -0.0 }), Key(new() { ["a"] = 0 }));
    }

    [Fact]
    public void Different_numbers_have_different_keys() =>
        Gen.Select(Gen.Double.Where(double.IsFinite), Gen.Double.Where(double.IsFinite)).Sample((left, right) =>
            left == right == (Key(new() { ["a"] = left }) == Key(new() { ["a"] = right })));

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        Dictionary<string, object?> inputs = new() { ["a"] = 1.5, ["\u00e4"] = 2.5m, ["z"] = -3 };
        string expected = Key(inputs);
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["de-DE", "tr-TR", "fa-IR", "sv-SE"])
            {
                System.Globalization.CultureInfo.CurrentCulture = new(culture);
                Assert.Equal(expected, Key(inputs));
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nested_lists_and_tables_count_by_what_they_hold() =>
        Assert.Equal(
            Key(new() { ["a"] = new Hashtable { ["y"] = 1, ["x"] = new ArrayList { "p", 2L } } }),
            Key(new() { ["a"] = new Dictionary<string, object?> { ["x"] = new object?[] { "p", 2 }, ["y"] = 1m } }));

    [Fact]
    public void A_value_that_has_no_one_form_is_refused_rather_than_guessed()
    {
        Assert.Throws<ArgumentException>(() => Key(new() { ["a"] = new object() }));
        Assert.Throws<ArgumentException>(() => Key(new() { ["a"] = double.NaN }));
        List<object?> circle = [];
        circle.Add(circle);
        Assert.Throws<ArgumentException>(() => Key(new() { ["a"] = circle }));
        string deep = new string('[', 60) + new string(']', 60);
        Assert.Throws<ArgumentException>(() => Key(new() { ["a"] = JsonSerializer.Deserialize<JsonElement>(deep) }));
    }

    [Fact]
    public void A_key_column_is_taken_as_it_is_without_white_space_around_it() =>
        Assert.Equal("E 17/b", new LaunchKeys(Flow).FromText(" E 17/b\t", 1));

    [Fact]
    public void Two_rows_with_one_key_are_told_with_both_numbers()
    {
        LaunchKeys keys = new(Flow);
        keys.FromText("E-1", 2);
        keys.FromText("e-1", 3);

        LaunchKeyException duplicate = Assert.Throws<LaunchKeyException>(() => keys.FromText("E-1 ", 9));

        Assert.Equal((9, 2), (duplicate.Row, duplicate.FirstRow));
        Assert.Equal("rows 2 and 9 have the same key 'E-1'; expected a unique value.", duplicate.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void An_empty_key_is_told_with_its_row(string? text)
    {
        LaunchKeyException empty = Assert.Throws<LaunchKeyException>(() => new LaunchKeys(Flow).FromText(text, 4));

        Assert.Equal("the key is empty; expected a unique value.", empty.Message);
    }

    [Fact]
    public void A_key_with_half_a_character_is_refused()
    {
        foreach (string text in (string[])["A\uD800", "\uDC00A", "\uDC00\uD800", "\U0001F600\uD83D"])
        {
            LaunchKeyException half = Assert.Throws<LaunchKeyException>(() => new LaunchKeys(Flow).FromText(text, 3));

            Assert.Equal(3, half.Row);
            Assert.StartsWith("the key contains an invalid Unicode character (unpaired surrogate)", half.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_of_any_whole_characters_is_taken() =>
        Assert.Equal("\U0001F600\uFFFD\U00010000", new LaunchKeys(Flow).FromText("\U0001F600\uFFFD\U00010000", 1));

    [Fact]
    public async Task No_key_with_half_a_character_gets_into_a_journal_or_is_found_there()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("A\uFFFD");

        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.SendAsync("A\uD801"));
        Assert.Null(journal.Find("A\uD800"));
    }

    [Fact]
    public void A_key_longer_than_any_identifier_is_refused() =>
        Assert.Throws<LaunchKeyException>(() => new LaunchKeys(Flow).FromText(new string('x', LaunchKeys.MaxLength + 1), 1));

    [Fact]
    public void Inputs_with_half_a_character_are_equal_if_they_are_sent_alike_and_then_counted()
    {
        LaunchKeys keys = new(Flow);
        string[] inRun =
        [
            .. ((string[])["\uD800", "\uD801", "\uFFFD", "?"])
                .Select(text => keys.FromInputs(new Dictionary<string, object?> { ["a"] = text })),
        ];

        Assert.Equal(inRun.Length, inRun.Distinct().Count());
        Assert.Equal(["#1", "#2", "#3", "#1"], inRun.Select(key => key[^2..]));
    }

    [Fact]
    public void The_shape_of_rows_is_that_of_flow_version_and_all_constants()
    {
        LaunchTarget target = new("flow", "Onboard employee", "WORKFLOW", null, null);
        string[] shapes =
        [
            LaunchKeys.ShapeOf(target, []),
            LaunchKeys.ShapeOf(target with { Version = "2.0" }, []),
            LaunchKeys.ShapeOf(target, [new("a", 1)]),
            LaunchKeys.ShapeOf(target, [new("a", 2)]),
            LaunchKeys.ShapeOf(target, [new("a", 1), new("-UserInput", "Flow.agent")]),
            LaunchKeys.ShapeOf(target, [new("a", 1), new("a", 2)]),
            LaunchKeys.ShapeOf(target, [new("a", new DateTime(2026, 12, 1))]),
        ];

        Assert.Equal(shapes.Length, shapes.Distinct().Count());
        Assert.Equal(LaunchKeys.ShapeOf(target, [new("b", 2), new("a", 1.0)]), LaunchKeys.ShapeOf(target, [new("a", 1), new("b", 2m)]));
    }

    private static string Key(Dictionary<string, object?> inputs) => new LaunchKeys(Flow).FromInputs(inputs);
}
