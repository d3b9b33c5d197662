using System.Globalization;
using System.Management.Automation;

namespace FlowCmdlets.Binding;

/// <summary>Takes a culture, or the name of one that is known here.</summary>
/// <remarks>The engine takes any well-formed name and gives it the formats of no culture at all.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CultureTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = PlainValues.Unwrap(inputData);
        if (value is null or CultureInfo)
            return value;
        try
        {
            return CultureInfo.GetCultureInfo(LanguagePrimitives.ConvertTo<string>(value).Trim(), predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw new ArgumentTransformationMetadataException(
                $"'{value}' isn't the name of a culture; expected a name such as de-DE or en-GB.");
        }
    }
}
