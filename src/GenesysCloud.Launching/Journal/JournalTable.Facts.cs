using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal;

internal sealed partial class JournalTable
{
    /// <summary>Takes in one fact.</summary>
    /// <returns>
    /// False if it cannot follow from what is known of its row: no intent announced it, or it is launched and said not to
    /// be, which would have it launched again. Nothing is changed then.
    /// </returns>
    public bool Apply(in JournalFact fact)
    {
        if (fact.Kind == JournalFactKind.Resumed)
        {
            TimeoutSeconds = fact.TimeoutSeconds;
            return true;
        }
        if (fact.Kind == JournalFactKind.Intent)
        {
            Announce(fact);
            return true;
        }
        int number = _keys.Find(fact.Key);
        if (number < 0)
            return false;
        ref Row row = ref _rows[number];
        switch (fact.Outcome)
        {
            case JournalFactKind.Launched:
                SetLaunched(number, ref row, fact);
                return true;
            case JournalFactKind.Finished when row.IsLaunched:
                row.State = JournalState.Finished;
                row.Word = Word(fact.Status);
                row.Completed = fact.Completed.UtcTicks;
                return true;
            case JournalFactKind.Refused or JournalFactKind.NotSent when row.IsLaunched:
                // Said once more of a relaunch that did nothing: the launch before it stands. Of the launch itself it cannot be said.
                return row.Attempt < LastAttempt(number);
            case JournalFactKind.Refused or JournalFactKind.NotSent:
                SetNothingRan(number, ref row, fact);
                return true;
            case JournalFactKind.Unknown when !row.IsLaunched:
                SetOutcome(ref row, JournalState.Unknown, fact);
                if (fact.Kind == JournalFactKind.Unknown && _pasts.TryGetValue(number, out Past? past))
                    past.LatestDidNotRun = false;
                return true;
            default:
                return false;
        }
    }

    private void Announce(in JournalFact fact)
    {
        int number = _keys.Find(fact.Key);
        int attempt = Math.Max(fact.Attempt, 1);
        if (number < 0)
        {
            number = _keys.Add(fact.Key);
            if (number == _rows.Length)
                Array.Resize(ref _rows, number + (number / 2));
        }
        else
        {
            Remember(number, attempt);
        }
        _otherIds.Remove(number);
        _rows[number] = new Row
        {
            Number = fact.Row,
            State = JournalState.Intent,
            Attempt = attempt,
            Timeout = TimeoutSeconds,
            Name = Word(fact.Name),
            Sent = fact.At.UtcTicks,
            FlowVersion = None,
            Word = None,
        };
    }

    /// <summary>Keeps what the next attempt does not undo: that an earlier one may have run, or did.</summary>
    private void Remember(int number, int nextAttempt)
    {
        ref readonly Row row = ref _rows[number];
        if (!_pasts.TryGetValue(number, out Past? past))
        {
            if (!row.IsInDoubt && !row.IsLaunched)
                return;
            _pasts[number] = past = new Past();
        }
        if (row.IsLaunched)
            past.Launch = new EarlierLaunch(row, _otherIds.GetValueOrDefault(number));
        else if (row.IsInDoubt && !past.LatestDidNotRun)
            past.Doubtful.Add(row);
        past.LastAttempt = nextAttempt;
        past.LatestDidNotRun = false;
    }

    private void SetLaunched(int number, ref Row row, in JournalFact fact)
    {
        if (_pasts.TryGetValue(number, out Past? past))
        {
            if (fact.Attempt > 0 && fact.Attempt != row.Attempt)
            {
                int found = past.IndexOf(fact.Attempt);
                if (found >= 0)
                    row = past.Doubtful[found];
            }
            past.Clear();
            if (row.Attempt == past.LastAttempt)
                _pasts.Remove(number);
        }
        SetOutcome(ref row, JournalState.Launched, fact);
        row.FlowVersion = Word(fact.FlowVersion);
        row.Completed = 0;
        SetExecutionId(number, ref row, fact.ExecutionId);
    }

    // That the latest attempt did not run says nothing of an earlier one whose outcome is unknown; looking for the row covers both.
    private void SetNothingRan(int number, ref Row row, in JournalFact fact)
    {
        _pasts.TryGetValue(number, out Past? past);
        if (past is { Doubtful.Count: > 0 } && fact.Kind != JournalFactKind.Settled)
        {
            past.LatestDidNotRun = true;
            SetOutcome(ref row, JournalState.Unknown, fact);
        }
        else if (past is { Launch: { } launch })
        {
            row = launch.Row;
            if (launch.OtherId is { } id)
                _otherIds[number] = id;
            else
                _byExecution?[row.ExecutionId] = number;
            past.Clear();
        }
        else
        {
            _pasts.Remove(number);
            SetOutcome(ref row, fact.Outcome == JournalFactKind.Refused ? JournalState.Refused : JournalState.NotSent, fact);
        }
    }

    private void SetOutcome(ref Row row, JournalState state, in JournalFact fact)
    {
        row.State = state;
        row.HttpStatus = (short)fact.HttpStatus;
        row.Word = Word(fact.Reason);
        row.IsSettled |= fact.Kind == JournalFactKind.Settled;
    }

    private void SetExecutionId(int number, ref Row row, ReadOnlySpan<byte> text)
    {
        if (TryParseId(text, out row.ExecutionId))
        {
            _byExecution?[row.ExecutionId] = number;
            _otherIds.Remove(number);
        }
        else
        {
            _otherIds[number] = Encoding.UTF8.GetString(text);
        }
    }

    private int Word(ReadOnlySpan<byte> text) => text.IsEmpty ? None : _words.Add(text);
}
