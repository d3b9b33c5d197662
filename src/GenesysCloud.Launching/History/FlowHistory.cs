using System.Runtime.CompilerServices;
using GenesysCloud.Architect;

namespace GenesysCloud.Launching.History;

/// <summary>Lists runs of the past from the execution data store, each once, the latest first.</summary>
/// <param name="architect">What is asked.</param>
/// <param name="criteria">Which runs.</param>
internal sealed class FlowHistory(ArchitectApi architect, FlowInstanceCriteria criteria)
{
    /// <summary>As many requests as one search sends: a little more than three minutes of the usual rate limit.</summary>
    public const int MaxRequests = 1000;

    private int _requests;

    /// <summary>How many requests were sent.</summary>
    public int Requests => _requests;

    /// <summary>Runs that began before this moment were not searched for, since there were too many; null if all were.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>A moment in which more runs began than a search can return; null if there was none.</summary>
    public DateTimeOffset? CutAt { get; private set; }

    /// <summary>The runs that began in a span of time, the latest first.</summary>
    /// <param name="range">The span.</param>
    /// <param name="cancellationToken">Ends it, by an exception.</param>
    public async IAsyncEnumerable<FlowInstance> FindAsync(
        TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var search = new InstanceSearch(architect, criteria, () => _requests++ < MaxRequests);
        await foreach (InstanceSearchPage page in search.SearchAsync(range, cancellationToken).ConfigureAwait(false))
        {
            if (page.IsSplit)
                continue;
            if (page.IsCut)
                CutAt ??= page.Span.From;
            foreach (FlowInstance instance in page.Instances.OrderByDescending(instance => instance.StartDateTime))
            {
                if (seen.Add(instance.Id))
                    yield return instance;
            }
        }

        EndedAt = search.EndedAt;
    }
}
