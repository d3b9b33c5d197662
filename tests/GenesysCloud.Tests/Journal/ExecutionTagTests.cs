using CsCheck;
using GenesysCloud.Launching.Journal.Keys;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class ExecutionTagTests
{
    private const string Run = "k7f3a2c9";

    [Theory]
    [InlineData(null, "E-1", 1, "[k7f3a2c9/E-1]")]
    [InlineData("Welcome", "E-1", 1, "Welcome [k7f3a2c9/E-1]")]
    [InlineData("Welcome", "anna@example.com", 2, "Welcome [k7f3a2c9/anna@example.com~2]")]
    [InlineData("  ", "AbCdEfGhIjKlMnOpQrStUv#1", 12, "[k7f3a2c9/AbCdEfGhIjKlMnOpQrStUv#1~12]")]
    public void A_name_ends_in_run_key_and_attempt(string? userName, string key, int attempt, string expected) =>
        Assert.Equal(expected, new ExecutionTag(Run, key, attempt).ToName(userName));

    [Fact]
    public void Any_name_is_short_enough_well_formed_and_recognised() =>
        Gen.Select(Gen.String[0, 300], Gen.String[1, 80], Gen.Int[1, int.MaxValue]).Sample((userName, key, attempt) =>
        {
            ExecutionTag stamp = new(Run, key, attempt);
            string name = stamp.ToName(userName);
            Assert.True(name.Length <= ExecutionTag.MaxNameLength);
            Assert.True(ExecutionTag.TryParse(name, out ExecutionTag read));
            Assert.Equal(stamp, read);
        });

    [Fact]
    public void Different_rows_and_attempts_have_different_stamps() =>
        Gen.Select(Gen.Char["ab!~/[] #2"].Array[1, 5].Select(text => new string(text)).Array[2], Gen.Int[1, 30].Array[2])
            .Sample((keys, attempts) =>
        {
            string left = new ExecutionTag(Run, keys[0], attempts[0]).ToString();
            string right = new ExecutionTag(Run, keys[1], attempts[1]).ToString();
            return (left == right) == (keys[0] == keys[1] && attempts[0] == attempts[1]);
        });

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        string name = new ExecutionTag(Run, "E-1", 1).ToName(string.Concat(Enumerable.Repeat("\U0001F600", 200)));

        Assert.True(ExecutionTag.TryParse(name, out _));
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(name)));
    }

    [Theory]
    [InlineData("Welcome back [sic]")]
    [InlineData("[k7f3a2c9/E-1] copy")]
    [InlineData("Welcome[k7f3a2c9/E-1]")]
    [InlineData("[k7f3a2c9/E-1]\n")]
    [InlineData("[k7f3a2c9/E-1~1]")]
    [InlineData("[k7f3a2c9/E-1~02]")]
    [InlineData("[k7f3a2c9/E-1~9999999999]")]
    [InlineData("[k7f3a2c9/E 1]")]
    [InlineData("[k7f3a2c9/!short]")]
    [InlineData("[K7F3A2C9/E-1]")]
    [InlineData("[k7f3a2c9/]")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_name_is_not_taken_for_a_stamp(string? name) => Assert.False(ExecutionTag.TryParse(name, out _));
}
