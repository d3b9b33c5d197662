using System.Globalization;
using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>Takes a time span, or a number of seconds, for a parameter that says how long.</summary>
/// <remarks>The engine takes the number 30 for 30 ticks, and the text "30" for 30 days; neither is what a person means by it.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    // Timers go no further than some weeks.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    /// <summary>The shortest that is allowed, in seconds; zero unless set.</summary>
    public double AtLeastSeconds { get; set; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = PlainValues.Unwrap(inputData);
        return value is null ? null
            : Read(value) is { } duration && duration.TotalSeconds >= AtLeastSeconds && duration <= s_longest ? duration
            : throw new ArgumentTransformationMetadataException(
                $"'{value}' isn't a valid duration; expected a time span such as 00:30:00, or a number of seconds, " +
                $"from {AtLeastSeconds.ToString(CultureInfo.InvariantCulture)} to {s_longest.TotalDays:0} days.");
    }

    private static TimeSpan? Read(object value) => value switch
    {
        TimeSpan span => span,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) => Seconds(seconds),
        string text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null,
        IConvertible number when value.GetType().IsPrimitive || value is decimal => Seconds(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static TimeSpan? Seconds(double seconds) => Math.Abs(seconds) <= s_longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
