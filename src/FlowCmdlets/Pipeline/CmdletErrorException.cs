using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Carries a finished error record from where the fault is found to where it can be written.</summary>
/// <remarks>The engine unwraps it: thrown out of a cmdlet, it is the terminating error with its id, category and advice.</remarks>
internal sealed class CmdletErrorException(ErrorRecord error) : Exception(error.Exception.Message, error.Exception), IContainsErrorRecord
{
    public ErrorRecord ErrorRecord { get; } = error;
}
