using System.Runtime.CompilerServices;
using GenesysCloud.Architect;

namespace GenesysCloud.Launching.History;

/// <summary>
/// Searches a span of time for runs. The service gives 200 at the most and does not say that there are more, so a span with that many is
/// searched again in halves, down to a millisecond.
/// </summary>
/// <remarks>What began last comes first: it may still run.</remarks>
/// <param name="architect">What is asked.</param>
/// <param name="criteria">Which runs.</param>
/// <param name="maySend">Asked before each request; false ends the search.</param>
internal sealed class InstanceSearch(ArchitectApi architect, FlowInstanceCriteria criteria, Func<bool> maySend)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Where the search was ended: what began before was not searched for. Null if it was not ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The response to each request, in order.</summary>
    /// <param name="range">The span.</param>
    /// <param name="cancellationToken">Ends the search, by an exception.</param>
    public async IAsyncEnumerable<InstanceSearchPage> SearchAsync(
        TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Stack<TimeRange>([range]);
        while (open.TryPop(out TimeRange span))
        {
            if (!maySend())
            {
                EndedAt = span.To;
                yield break;
            }

            IReadOnlyList<FlowInstance> instances = await architect.QueryInstancesAsync(
                criteria, span.From, span.To, cancellationToken).ConfigureAwait(false);
            bool isFull = instances.Count >= ArchitectApi.MaxInstances;
            bool isSplit = isFull && span.To - span.From > s_shortest;
            if (isSplit)
            {
                DateTimeOffset middle = span.From + ((span.To - span.From) / 2);
                open.Push(span with { To = middle });
                open.Push(span with { From = middle });
            }

            yield return new InstanceSearchPage(span, instances, isSplit, IsCut: isFull && !isSplit);
        }
    }
}

/// <summary>The response to one request of a search.</summary>
/// <param name="Span">The span that was searched.</param>
/// <param name="Instances">What was found there, in no order.</param>
/// <param name="IsSplit">Whether there may be more, so that both halves of the span follow.</param>
/// <param name="IsCut">Whether there may be more that can't be found, since the span is too short to be halved.</param>
internal sealed record InstanceSearchPage(TimeRange Span, IReadOnlyList<FlowInstance> Instances, bool IsSplit, bool IsCut);
