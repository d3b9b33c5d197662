using System.Globalization;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// The progress of a run: rows done (of how many, once all are read), launched, refused, rate, time to go, waiting for the rate limit.
/// </summary>
internal sealed class LaunchProgress
{
    private readonly TimeProvider _time;
    private readonly LaunchTally _tally;
    private readonly ProgressReporter _reporter;
    private DateTimeOffset _waitUntil;
    private bool _isReconciling;

    public LaunchProgress(GenesysCmdlet cmdlet, TimeProvider time, LaunchTally tally)
    {
        (_time, _tally) = (time, tally);
        _reporter = new ProgressReporter(cmdlet, time, "Launching flows");
        cmdlet.Streams.OnEvent = OnEvent;
    }

    public void Update() => _reporter.Update(State);

    public void Complete() => _reporter.Complete();

    internal ProgressState State()
    {
        double perSecond = (_tally.Done - _tally.AlreadyLaunched) / Math.Max(0.001, _reporter.Elapsed.TotalSeconds);
        string status = string.Create(
            CultureInfo.InvariantCulture,
            $"{(_tally.AllRead ? $"{_tally.Done} of {Quantity.Format(_tally.Rows, "row")}" : Quantity.Format(_tally.Done, "row"))}, " +
            $"{_tally.Launched} launched, {_tally.Failed} failed, " +
            $"{perSecond * 60:0} per minute{Waiting()}{(_isReconciling ? "; reconciling launches that received no response" : "")}");
        return _tally.AllRead && _tally.Rows > 0
            ? new(
                status,
                (int)(100 * _tally.Done / _tally.Rows),
                perSecond > 0 ? TimeSpan.FromSeconds((_tally.Rows - _tally.Done) / perSecond) : null)
            : new(status);
    }

    private string Waiting()
    {
        TimeSpan left = _waitUntil - _time.GetUtcNow();
        return left > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"; waiting for the rate limit, {Math.Ceiling(left.TotalSeconds):0} s")
            : "";
    }

    private void OnEvent(ClientEvent clientEvent)
    {
        switch (clientEvent)
        {
            case RateLimitWaiting { Resource: "POST /api/v2/flows/executions" } wait:
                _waitUntil = wait.Until;
                break;
            case ReconciliationStarted:
                _isReconciling = true;
                break;
            case ReconciliationEnded:
                _isReconciling = false;
                break;
        }
    }
}
