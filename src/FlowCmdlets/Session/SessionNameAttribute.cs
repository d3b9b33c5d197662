using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Requires a name by which a session can be found again: no wildcard, and not only white space.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionNameAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    /// <exception cref="ValidationMetadataException">It is no such name.</exception>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string name = arguments as string ?? "";
        if (string.IsNullOrWhiteSpace(name))
            throw new ValidationMetadataException("The name of a session can't be empty.");
        if (name.StartsWith('$') || NamePattern.IsPattern(name))
        {
            throw new ValidationMetadataException(
                $"'{name}' can't be the name of a session: names have no wildcards and don't begin with '$'.");
        }
    }
}
