using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlowCmdlets.Summaries;

/// <summary>The commands of a runspace that have begun and are not disposed, in the order in which they began.</summary>
/// <remarks>Used by the thread that runs the runspace's pipeline only.</remarks>
internal sealed class RunspaceSummaries
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSummaries> s_all = [];

    // A proxy function may leave a command undisposed, which must not be kept for it.
    private readonly List<WeakReference<SummaryPart>> _parts = [];

    private RunspaceSummaries()
    {
    }

    /// <summary>Those of the runspace that the calling thread runs; outside of any runspace, none that lasts.</summary>
    public static RunspaceSummaries OfThread() => Runspace.DefaultRunspace is { } runspace
        ? s_all.GetValue(runspace, static _ => new RunspaceSummaries())
        : new RunspaceSummaries();

    /// <summary>The commands.</summary>
    public IReadOnlyList<SummaryPart> Live =>
        [.. _parts.Select(reference => reference.TryGetTarget(out SummaryPart? part) ? part : null).OfType<SummaryPart>()];

    public void Add(SummaryPart part) => _parts.Add(new WeakReference<SummaryPart>(part));

    public void Remove(SummaryPart part) => _parts.RemoveAll(reference => !reference.TryGetTarget(out SummaryPart? other) || other == part);
}
