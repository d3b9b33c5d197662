using System.Management.Automation;

namespace PlainModule;

/// <summary>The least a compiled module can hold.</summary>
[Cmdlet(VerbsCommon.Get, "Plain")]
public sealed class GetPlainCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject("plain");
}
