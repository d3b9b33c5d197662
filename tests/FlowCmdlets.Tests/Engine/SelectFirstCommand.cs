using System.Management.Automation;
using System.Reflection;

namespace FlowCmdlets.Tests.Engine;

/// <summary>Does to those before it what <c>Select-Object -First</c> does, which the bare engine has not.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    private static readonly Type s_stopUpstream = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;

    private int _seen;

    /// <summary>How many to let through.</summary>
    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    /// <summary>What comes down the pipeline.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_seen >= Count)
            throw (Exception)Activator.CreateInstance(s_stopUpstream, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}
