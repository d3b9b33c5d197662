using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;

namespace FlowCmdlets.Access;

/// <summary>
/// Tests whether the module can work here: sign-in, region, clock, proxy, permissions, divisions, schemas, execution data, rate limit, and
/// whether a flow can be launched. Launches nothing, and changes nothing.
/// </summary>
/// <remarks>
/// Emits one object for each check. A check that fails is no error: scripts filter by <c>Result</c>. Without a session, sign-in is the
/// check that fails.
/// </remarks>
[Cmdlet(VerbsDiagnostic.Test, "GenesysCloudAccess")]
[OutputType(typeof(AccessCheck))]
public sealed class TestGenesysCloudAccessCommand : GenesysCmdlet
{
    private AccessProbe? _probe;

    /// <summary>A flow to test, too: id, name, or what <c>Get-GenesysFlow</c> emitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, HelpMessage = "Specifies a flow that is tested too, by ID, name, or object.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    public FlowReference? Flow { get; set; }

    /// <summary>The session to test; without it the runspace's own.</summary>
    [Parameter(HelpMessage = "Specifies the session to test instead of the session of this runspace.")]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionVariableCompleter))]
    public GenesysCloudSession? Session { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string? flow = Flow?.Text is { Length: > 0 } text ? text : null;
        if (_probe is null)
        {
            GenesysCloudSession? session = Session ?? DefaultSession.Current;
            if (session is not { IsConnected: true })
            {
                WriteObject(AccessProbe.WithoutSession(session), enumerateCollection: true);
                return;
            }

            Streams.Time = session.Client.TimeProvider;
            _probe = new AccessProbe(session, Streams, flow);
            foreach (Func<CancellationToken, Task<IReadOnlyList<AccessCheck>>> check in _probe.Checks)
                WriteObject(Await(check(StopToken)), enumerateCollection: true);
        }

        WriteObject(Await(_probe.FlowAsync(flow, StopToken)), enumerateCollection: true);
    }
}
