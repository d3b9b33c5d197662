using System.Management.Automation;
using System.Management.Automation.Host;
using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>
/// Asks for the secret where <c>-Credential</c> is only a client ID, as PowerShell's own attribute does, but never without a person.
/// </summary>
/// <remarks>PowerShell's own would read the secret from a redirected input, or wait for ever in a job.</remarks>
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
        return Ask(engineIntrinsics.Host, clientId) ?? throw new ArgumentTransformationMetadataException(
            "-Credential has only the ID of the OAuth client, and its secret can't be requested here. Specify a PSCredential with both, " +
            "such as one that Import-Clixml or Get-Secret returns, or use -ClientId with -ClientSecret.");
    }

    private static PSCredential? Ask(PSHost host, string clientId)
    {
        if (host.Name == "ConsoleHost" && Console.IsInputRedirected)
            return null;
        try
        {
            return host.UI.PromptForCredential("Connect-GenesysCloud", "Enter the secret of the OAuth client.", clientId, "");
        }
        catch (Exception failure)
            when (failure is InvalidOperationException or HostException or NotImplementedException or NotSupportedException)
        {
            // Hosts without a person: -NonInteractive, jobs, and programs.
            return null;
        }
    }
}
