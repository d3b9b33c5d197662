using FlowCmdlets.Pipeline;
using GenesysCloud.Http;
using GenesysCloud.Launching;

namespace FlowCmdlets.Launching;

/// <content>Rows wait until their people are looked up; then they are checked and added to the bulk launch, in their order.</content>
internal sealed partial class LaunchRun
{
    private readonly WaitingRows _waiting;

    /// <summary>Reads a row, and lets it wait if there is someone to look up for it or for a row before it.</summary>
    private void Read(RowContext row)
    {
        bool isKnown = row.People.Count > 0 && _options.Launch.Journal?.KeyColumn is { } key
            && row.Row.TryTextOf(key, out string? text) && _launch.IsKnown(text);
        _waiting.Add(row, isKnown);
        if (_waiting.IsDue)
            AddWaiting();
    }

    /// <summary>Looks up whom the rows name, and adds them, until one of them ends the pipeline.</summary>
    private void AddWaiting()
    {
        if (_launch.End is not null)
            _waiting.Forget();
        if (_waiting.LookUp(_progress.Update) is { } failure)
            EndUnknown(failure);
        while (_waiting.TryTake(out RowContext? row))
        {
            // A run that has ended sends nothing more, and asks for no one.
            if (_launch.End is not null && row.People.Count > 0)
                _launch.AddUnsent(row.Row.Number, row);
            else
                Add(_intake.Check(row, _waiting.People, _waiting.Failure));
            if (!_waiting.Rows.Any())
                continue;
            EmitReady();
            while (_launch.IsFull)
                EmitNext();
        }
    }

    /// <summary>Ends the run because no one can be looked up; what was sent before is emitted, or reported.</summary>
    private void EndUnknown(GenesysCloudException failure)
    {
        EmitPending();
        if (!_isSingle)
            ReportBeforeError();
        _isReported = true;
        _cmdlet.ThrowTerminatingError(Errors.TryDescribe(failure, null)!);
    }

    private IEnumerable<RowResult<RowContext>> Unread() => _waiting.Rows.Select(
        row => new RowResult<RowContext>(row.Row.Number, row, new RowOutcome.NotSent(NotSentReason.Stopped)));
}
