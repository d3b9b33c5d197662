using System.Management.Automation;
using CsCheck;
using FlowCmdlets.Binding;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>How long to wait, as people write it.</summary>
public sealed class DurationTests : CloudTest
{
    public static TheoryData<object, double> Durations => new()
    {
        { "00:30:00", 1800 },
        { "1.00:00:00", 86400 },
        { "90", 90 },
        { "0.5", 0.5 },
        { 2, 2 },
        { 2L, 2 },
        { 2.5, 2.5 },
        { 0, 0 },
        { TimeSpan.FromMinutes(3), 180 },
    };

    public static TheoryData<object> Nonsense =>
        [-1, "-00:00:01", TimeSpan.FromDays(60), "soon", double.NaN, 1e300, "99999999999999999999", ""];

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_bare_number_is_seconds_and_a_time_span_is_itself(object given, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new DurationTransformationAttribute().Transform(null!, given));

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void What_is_no_time_to_wait_is_refused_with_the_value_and_what_was_expected(object given)
    {
        ArgumentTransformationMetadataException refused = Assert.Throws<ArgumentTransformationMetadataException>(
            () => new DurationTransformationAttribute().Transform(null!, given));
        Assert.Contains(
            $"'{given}' isn't a valid duration; expected a time span such as 00:30:00, or a number of seconds",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_duration_in_range_or_refused() => Gen.String.Sample(text =>
    {
        try
        {
            Assert.InRange((TimeSpan)new DurationTransformationAttribute().Transform(null!, text)!, TimeSpan.Zero, TimeSpan.FromDays(24));
        }
        catch (ArgumentTransformationMetadataException)
        {
            return;
        }
    });

    [Theory]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -Wait -Timeout (-5)")]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -Wait -Timeout 60.00:00:00")]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -MaxRetryAfter (-1)")]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -Journal x.jsonl -ReconcileTimeout (-1)")]
    public void A_time_that_cannot_be_waited_is_refused_before_anything_is_launched(string script)
    {
        Connect();
        Transcript transcript = Run(script);
        Assert.Contains("isn't a valid duration", transcript.Terminating?.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_number_of_seconds_is_waited_for()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Lasting' | Wait-GenesysFlowExecution -Timeout 30").Errors);
        Assert.Contains("1 execution did not finish within 00:00:30", error.Text(), StringComparison.Ordinal);
    }
}
