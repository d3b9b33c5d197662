using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Executions;

/// <summary>
/// Emits executions, each with its errors after it: as they end, or in the order in which they were added. In order, those that have ended
/// are kept until all before them have. On the pipeline thread only.
/// </summary>
internal sealed class ExecutionOutput(GenesysCmdlet cmdlet, FollowOptions options)
{
    private readonly Queue<Place> _places = new();
    private readonly Dictionary<string, Place> _unemitted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids of those that have a place and were not emitted, but for <see cref="Kept"/>.</summary>
    public IReadOnlyCollection<string> Running => [.. _unemitted.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Ids of those that have ended and are kept, because one before them has not.</summary>
    public IReadOnlyCollection<string> Kept => [.. from waiting in _unemitted where waiting.Value.HasEnded select waiting.Key];

    /// <summary>Takes a place in the order.</summary>
    /// <param name="executionId">The execution's id; null for what needs not be named when it is not emitted.</param>
    public Place Begin(string? executionId)
    {
        var place = new Place(executionId);
        if (executionId is not null)
            _unemitted[executionId] = place;
        if (options.InOrder)
            _places.Enqueue(place);
        return place;
    }

    /// <summary>Emits what belongs at a place, or keeps it until its turn comes.</summary>
    /// <param name="place">The place.</param>
    /// <param name="execution">The execution; null for none.</param>
    /// <param name="error">An error to be written after it; null for none.</param>
    public void Write(Place place, PSObject? execution, ErrorRecord? error = null)
    {
        (place.Execution, place.Error, place.IsFilled) = (execution, error, true);
        if (!options.InOrder)
        {
            Emit(place);
            return;
        }

        while (_places.TryPeek(out Place? next) && next.IsFilled)
            Emit(_places.Dequeue());
    }

    /// <summary>Writes an error for an execution that did not complete, if that is one.</summary>
    public void WriteFailure(PSObject shown)
    {
        if (options.ErrorOnFailure && shown.BaseObject is FlowExecution execution && FlowExecutionStatus.IsFailure(execution.Status))
            cmdlet.WriteError(Errors.ExecutionFailed(execution, shown));
    }

    private void Emit(Place place)
    {
        if (place.ExecutionId is { } id)
            _unemitted.Remove(id);
        if (place.Execution is { } shown)
        {
            cmdlet.WriteObject(shown);
            WriteFailure(shown);
        }

        if (place.Error is { } error)
            cmdlet.WriteError(error);
    }

    /// <summary>A place in the order, and what is emitted there.</summary>
    internal sealed class Place(string? executionId)
    {
        public string? ExecutionId { get; } = executionId;

        public PSObject? Execution { get; set; }

        public ErrorRecord? Error { get; set; }

        public bool IsFilled { get; set; }

        public bool HasEnded => IsFilled
            && Execution?.BaseObject is FlowExecution { Status: { } status } && FlowExecutionStatus.IsFinal(status);
    }
}
