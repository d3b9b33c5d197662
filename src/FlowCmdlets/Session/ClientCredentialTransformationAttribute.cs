using System.Management.Automation;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Asks for the secret where <c>-Credential</c> is only a client ID, but never without a person.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClientCredentialTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    /// <exception cref="ArgumentTransformationMetadataException">The secret is missing, and no one is there to be asked.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        if (PlainValues.Unwrap(inputData) is not string clientId)
            return inputData;
        return CredentialPrompt.Ask(engineIntrinsics.Host, "Enter the secret of the OAuth client.", clientId)
            ?? throw new ArgumentTransformationMetadataException(
                "-Credential has only the ID of the OAuth client, and its secret can't be requested here. Specify a PSCredential with " +
                "both, such as one that Import-Clixml or Get-Secret returns, or use -ClientId with -ClientSecret.");
    }
}
