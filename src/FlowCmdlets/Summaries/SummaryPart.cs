using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;

namespace FlowCmdlets.Summaries;

/// <summary>
/// The part of one command in the summary of its pipeline. However many of the module's commands a pipeline has, one of them writes one
/// summary for all: the last, or the one whose error ends the pipeline. On the pipeline thread only.
/// </summary>
/// <remarks>
/// That commands belong to one pipeline shows in the order of the engine's calls: it begins them all before it hands a row to the first,
/// and ends each before those that follow. So it doesn't matter what is between them, or whether a row came through. A pipeline that runs
/// inside a function is another one. It has a summary of its own, which the wait that the function feeds takes into account.
/// </remarks>
internal sealed class SummaryPart : IDisposable
{
    private readonly GenesysCmdlet _cmdlet;
    private readonly SummaryOutlet _outlet;
    private readonly RunspaceSummaries _all = RunspaceSummaries.OfThread();
    private readonly bool _isLaunch;
    private readonly List<SummaryPart> _leaders = [];
    private readonly List<SummaryPart> _followers = [];
    private readonly SummaryPart? _downstream;
    private DateTimeOffset _started;
    private SummaryCounts _upstream = SummaryCounts.None;
    private Func<SummaryCounts> _count = () => SummaryCounts.None;
    private Action _stop = () => { };
    private int _calls;
    private bool _isReported;

    private SummaryPart(GenesysCmdlet cmdlet, SummaryOutlet outlet, bool isLaunch)
    {
        (_cmdlet, _outlet, _isLaunch) = (cmdlet, outlet, isLaunch);
        _started = cmdlet.Streams.Time.GetUtcNow();
        foreach (SummaryPart part in _all.Live)
        {
            if (!part.HasStarted)
            {
                part._followers.Add(this);
                _leaders.Add(part);
            }

            if (part is { _isLaunch: false, _calls: 0 })
                _downstream = part;
        }

        _all.Add(this);
    }

    /// <summary>A command begins. That the summary can't be put where it was told is a terminating error.</summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="targets">Where it wants the summary.</param>
    /// <param name="isLaunch">Whether it launches, rather than only waits.</param>
    /// <param name="isDryRun">Whether it changes nothing, so that it has no summary.</param>
    public static SummaryPart Begin(GenesysCmdlet cmdlet, SummaryTargets targets, bool isLaunch, bool isDryRun)
    {
        SummaryOutlet outlet = isDryRun ? SummaryOutlet.None(cmdlet) : SummaryOutlet.Open(cmdlet, targets);
        string? journal = targets.Journal is null ? null : cmdlet.FilePath(targets.Journal);
        return new SummaryPart(cmdlet, outlet, isLaunch) { IsDryRun = isDryRun, Journal = journal };
    }

    /// <summary>Whether a command that begins now follows a dry run in its pipeline.</summary>
    public static bool FollowsDryRun => RunspaceSummaries.OfThread().Live.Any(part => part is { IsDryRun: true, HasStarted: false });

    /// <summary>A dry run has no summary, and neither has what follows it.</summary>
    public bool IsDryRun { get; private init; }

    /// <summary>The path of the command's journal; null for none.</summary>
    private string? Journal { get; init; }

    /// <summary>Whether the launches before it in the pipeline don't write to its journal, so that it has to be there already.</summary>
    public bool IsAfterOtherJournal => _leaders.Exists(part => part._isLaunch)
        && !_leaders.Exists(part => part._isLaunch && part.Journal == Journal);

    /// <summary>Whether the command has been given anything, or has learned that there is nothing.</summary>
    private bool HasStarted { get; set; }

    /// <summary>Whether the engine is going to end the command, and hasn't yet.</summary>
    private bool IsLive { get; set; } = true;

    /// <summary>The command that comes last in the pipeline, of those that are still to be ended.</summary>
    private SummaryPart Last => _followers.FindLast(follower => follower.IsLive) ?? this;

    /// <summary>The command is connected, and may be given something from now on.</summary>
    /// <param name="count">What it has come to so far.</param>
    /// <param name="stop">Has the command end what is under way, so that the counts are final; null if nothing is.</param>
    public void Open(Func<SummaryCounts> count, Action? stop = null)
    {
        (_count, _started) = (count, _cmdlet.Streams.Time.GetUtcNow());
        _stop = stop ?? _stop;
    }

    /// <summary>To be disposed when the engine's call to the command, other than to begin or to dispose it, returns.</summary>
    public IDisposable Enter()
    {
        HasStarted = true;
        _calls++;
        return new Call(this);
    }

    /// <summary>The command has done all it had to do. Writes the summary, unless a later command of the pipeline will.</summary>
    public void End()
    {
        IsLive = false;
        if (Last == this)
            Report(_cmdlet, isEarly: false, isOver: false);
    }

    /// <summary>Writes the summary before an error that ends the pipeline, so that no command after this one can.</summary>
    /// <remarks>Once is enough: that the file can't be written may be such an error too.</remarks>
    public void EndByError()
    {
        if (!Last._isReported)
            Last.Report(_cmdlet, isEarly: true, isOver: false);
    }

    /// <summary>
    /// After any end. If nothing was reported, because the pipeline was stopped, variables and files still get the summary; nothing can be
    /// written to a stream any more.
    /// </summary>
    public void Dispose()
    {
        if (IsLive && !_isReported && Last.Members().Any(part => part._count().IsAny))
            Last.Report(_cmdlet, isEarly: true, isOver: true);
        IsLive = false;
        _all.Remove(this);
        foreach (SummaryPart leader in _leaders)
            leader._followers.Remove(this);
    }

    /// <param name="cmdlet">The command that writes.</param>
    /// <param name="isEarly">Whether the pipeline ends before its commands have done all.</param>
    /// <param name="isOver">Whether nothing can be written to a stream any more.</param>
    private void Report(GenesysCmdlet cmdlet, bool isEarly, bool isOver)
    {
        SummaryPart[] members = Members();
        foreach (SummaryPart member in members)
            member._isReported = true;
        if (members.Any(part => part.IsDryRun))
            return;

        // The engine ends commands in their order, unless one like Select-Object -First has cut off those before it.
        SummaryPart[] cutOff = [.. members.Where(member => member.IsLive && member._cmdlet != cmdlet)];
        foreach (SummaryPart member in cutOff)
            member._stop();
        SummaryCounts counts = SummaryTotals.Of(_upstream, members.Select(part => (part._isLaunch, part._count())));
        if (isEarly || cutOff.Length > 0)
            counts = counts with { Launches = counts.Launches with { EndedBy = counts.Launches.EndedBy ?? RunEndReason.Stopped } };
        if (_downstream is { IsLive: true, _calls: 0 })
            _downstream._upstream = SummaryTotals.Of(_downstream._upstream, [(true, counts)]);

        bool isOfWaitOnly = !members.Any(part => part._isLaunch) && counts.Launches.Rows == 0;
        var report = new SummaryReport(
            new FlowRunSummary(counts, isOfWaitOnly), counts.Problems.Items, members[0]._started, cmdlet.Streams.Time.GetUtcNow());

        // First, since writing to a stream can end the pipeline.
        ErrorRecord[] failures = [.. members.SelectMany(member => member._outlet.Write(report))];
        if (isOver)
        {
            foreach (ErrorRecord failure in failures)
                cmdlet.WriteHostWarning(failure.ErrorDetails.Message);
            return;
        }

        cmdlet.WriteInformation(report.Summary, ["GenesysFlows", "Summary"]);
        cmdlet.WriteVerbose(report.Summary!.ToString());
        foreach (ErrorRecord failure in failures)
            cmdlet.WriteError(failure);
    }

    /// <summary>The commands of the pipeline up to this one, in their order.</summary>
    /// <remarks>One that was not given anything when this command reports is of a pipeline around this one's.</remarks>
    private SummaryPart[] Members() => [.. _leaders.Where(leader => leader.HasStarted), this];

    private sealed class Call(SummaryPart part) : IDisposable
    {
        public void Dispose() => part._calls--;
    }
}
