using System.Management.Automation;

namespace FlowCmdlets.Session;

/// <summary>Explains why a copy of a session cannot be used; everything else is left to the engine.</summary>
/// <remarks>
/// <c>Start-Job</c>, remoting, and <c>Export-Clixml</c> copy the properties of an object. A session's token and secret are none of them.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.";

    /// <inheritdoc />
    /// <exception cref="ArgumentTransformationMetadataException">It is a copy.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is PSObject copy && copy.TypeNames.Contains(Deserialized + typeof(GenesysCloudSession).FullName))
        {
            throw new ArgumentTransformationMetadataException(
                $"'{copy}' is a copy of a session, without its credentials: a session can't leave its process. " +
                "Run Connect-GenesysCloud inside the job, or use Start-ThreadJob or ForEach-Object -Parallel instead of Start-Job.");
        }

        return inputData;
    }
}
