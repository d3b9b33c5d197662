using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>
/// Finds a session by its name, and explains why a copy of a session cannot be used; everything else is left to the engine.
/// </summary>
/// <remarks>
/// <c>Start-Job</c>, remoting, and <c>Export-Clixml</c> copy the properties of an object. A session's token and secret are none of them.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.";

    /// <inheritdoc />
    /// <exception cref="ArgumentTransformationMetadataException">It is a copy, or a name that no session has.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is PSObject copy && copy.TypeNames.Contains(Deserialized + typeof(GenesysCloudSession).FullName))
        {
            throw new ArgumentTransformationMetadataException(
                $"'{copy}' is a copy of a session, without its credentials: a session can't leave its process. " +
                "Run Connect-GenesysCloud inside the job, or use Start-ThreadJob or ForEach-Object -Parallel instead of Start-Job.");
        }

        return PlainValues.Unwrap(inputData) is string name ? Find(name) : inputData;
    }

    private static GenesysCloudSession Find(string name)
    {
        RunspaceSessions sessions = RunspaceSessions.Current;
        return sessions.Find(name) ?? throw new ArgumentTransformationMetadataException(Errors.NoSessionOfName(name, sessions.Names));
    }
}
