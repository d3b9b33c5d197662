using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Asks for the password where <c>-ProxyCredential</c> is only a user name, but never without a person.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProxyCredentialTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    /// <exception cref="ArgumentTransformationMetadataException">The password is missing, and no one is there to be asked.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        if (PlainValues.Unwrap(inputData) is not string userName || string.IsNullOrWhiteSpace(userName))
            return inputData is string ? null : inputData;
        return CredentialPrompt.Ask(engineIntrinsics.Host, "Enter the password for the proxy.", userName)
            ?? throw new ArgumentTransformationMetadataException(
                "-ProxyCredential has only the user name, and its password can't be requested here. Specify a PSCredential with both, " +
                "such as one that Import-Clixml or Get-Secret returns.");
    }
}
