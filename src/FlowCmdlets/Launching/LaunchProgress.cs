using System.Globalization;
using FlowCmdlets.Executions;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// The progress of a run: waiting for the rate limit, rows done (of how many, once all are read), launched, refused, rate, time to go.
/// </summary>
/// <remarks>The time to go counts what the rate limit lets go: a launch for each row, and with <c>-Wait</c> about one read.</remarks>
internal sealed class LaunchProgress
{
    private readonly LaunchTally _tally;
    private readonly ExecutionFollower? _follower;
    private readonly WaitingRows _waiting;
    private readonly RateLimitForecast _rateLimit;
    private readonly ProgressReporter _reporter;
    private TimeSpan _held;
    private TimeSpan _shownAt;
    private bool _isReconciling;

    public LaunchProgress(
        GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchTally tally, ExecutionFollower? follower, WaitingRows waiting)
    {
        (_tally, _follower, _waiting) = (tally, follower, waiting);
        _rateLimit = new RateLimitForecast(client, ofLaunches: true);
        _reporter = new ProgressReporter(cmdlet, client.TimeProvider, "Launching flows");
        cmdlet.Streams.OnEvent += OnEvent;
    }

    public void Update() => _reporter.Update(State);

    public void Complete() => _reporter.Complete();

    internal ProgressState State()
    {
        TimeSpan elapsed = _reporter.Elapsed;
        string waiting = _rateLimit.Waiting();
        if (waiting.Length > 0)
            _held += elapsed - _shownAt;
        _shownAt = elapsed;
        long sent = _tally.Done - _tally.AlreadyLaunched;
        string rows = _tally.AllRead
            ? string.Create(CultureInfo.InvariantCulture, $"{_tally.Done} of {Quantity.Format(_tally.Rows, "row")}")
            : Quantity.Format(_tally.Done, "row");
        string status = string.Create(
            CultureInfo.InvariantCulture,
            $"{waiting}{rows}, {_tally.Launched} launched, {_tally.Failed} failed, " +
            $"{PerSecond(sent, elapsed) * 60:0} per minute" +
            $"{(_waiting.Pending > 0 ? $"; looking up {Quantity.Format(_waiting.Pending, "person", "people")}" : "")}" +
            $"{(_isReconciling ? "; reconciling launches that received no response" : "")}");
        return _tally.AllRead && _tally.Rows > 0
            ? new(status, (int)(100 * _tally.Done / _tally.Rows), Remaining(PerSecond(sent, elapsed - _held)))
            : new(status);
    }

    private static double PerSecond(long rows, TimeSpan time) => rows / Math.Max(0.001, time.TotalSeconds);

    /// <summary>What the rate limit makes of it, or the pace between the waits for it, whichever is longer.</summary>
    private TimeSpan? Remaining(double perSecond)
    {
        long rows = _tally.Rows - _tally.Done;
        TimeSpan limit = _rateLimit.TimeToSend(_follower is null ? rows : (2 * rows) + _follower.Pending);
        if (perSecond <= 0)
            return limit > TimeSpan.Zero ? limit : null;
        var pace = TimeSpan.FromSeconds(rows / perSecond);
        return pace > limit ? pace : limit;
    }

    private void OnEvent(ClientEvent clientEvent)
    {
        _rateLimit.OnEvent(clientEvent);
        switch (clientEvent)
        {
            case ReconciliationStarted:
                _isReconciling = true;
                break;
            case ReconciliationEnded:
                _isReconciling = false;
                break;
        }
    }
}
