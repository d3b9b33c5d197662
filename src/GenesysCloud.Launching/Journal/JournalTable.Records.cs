using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal;

internal sealed partial class JournalTable
{
    /// <summary>Takes in one record.</summary>
    /// <returns>
    /// False if it cannot follow from what is known of its row: no intent announced it, or it is launched and said not to
    /// be, which would have it launched again. Nothing is changed then.
    /// </returns>
    public bool Apply(in JournalRecord record)
    {
        if (record.Kind == JournalRecordKind.Resumed)
        {
            TimeoutSeconds = record.TimeoutSeconds;
            // A run that launches looks at all rows anew. What it rejects once more, it says once more.
            if (record.TimeoutSeconds > 0)
                _keyless.Clear();
            return true;
        }

        if (record.Kind == JournalRecordKind.Rejected)
            return Reject(record);
        if (record.Kind == JournalRecordKind.Intent)
        {
            Announce(record);
            return true;
        }

        int number = _keys.Find(record.Key);
        if (number < 0)
            return false;
        ref Row row = ref _rows[number];
        if (row.State == JournalState.Rejected)
            return false;
        switch (record.Outcome)
        {
            case JournalRecordKind.Launched:
                SetLaunched(number, ref row, record);
                return true;
            case JournalRecordKind.Finished when row.IsLaunched:
                row.State = JournalState.Finished;
                row.Word = Word(record.Status);
                row.Completed = record.Completed.UtcTicks;
                row.Detail = Word(record.Detail);
                return true;
            case JournalRecordKind.Refused or JournalRecordKind.NotSent when row.IsLaunched:
                // Said once more of a relaunch that did nothing: the launch before it stands. Of the launch itself it cannot be said.
                return row.Attempt < LastAttempt(number);
            case JournalRecordKind.Refused or JournalRecordKind.NotSent:
                SetNothingRan(number, ref row, record);
                return true;
            case JournalRecordKind.Unknown when !row.IsLaunched:
                SetOutcome(ref row, JournalState.Unknown, record);
                if (record.Kind == JournalRecordKind.Unknown && _pasts.TryGetValue(number, out Past? past))
                    past.LatestDidNotRun = false;
                return true;
            default:
                return false;
        }
    }

    private void Announce(in JournalRecord record)
    {
        if (!record.IsTimeUncertain)
            _times.Add(record.At);
        int number = _keys.Find(record.Key);
        int attempt = Math.Max(record.Attempt, 1);
        if (number < 0)
            number = Add(record.Key);
        else
            Remember(number, attempt);

        _otherIds.Remove(number);
        _rows[number] = new Row
        {
            Number = record.Row,
            State = JournalState.Intent,
            Attempt = attempt,
            Timeout = TimeoutSeconds,
            Name = Word(record.Name),
            Sent = record.At.UtcTicks,
            Inputs = record.Inputs,
            IsTimeUncertain = record.IsTimeUncertain,
            FlowVersion = None,
            Word = None,
            Detail = None,
        };
    }

    private int Add(ReadOnlySpan<byte> key)
    {
        int number = _keys.Add(key);
        if (number == _rows.Length)
            Array.Resize(ref _rows, number + (number / 2));
        return number;
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

    private void SetLaunched(int number, ref Row row, in JournalRecord record)
    {
        if (_pasts.TryGetValue(number, out Past? past))
        {
            if (record.Attempt > 0 && record.Attempt != row.Attempt)
            {
                int found = past.IndexOf(record.Attempt);
                if (found >= 0)
                    row = past.Doubtful[found];
            }

            past.Clear();
            if (row.Attempt == past.LastAttempt)
                _pasts.Remove(number);
        }

        SetOutcome(ref row, JournalState.Launched, record);
        row.FlowVersion = Word(record.FlowVersion);
        row.Completed = 0;
        SetExecutionId(number, ref row, record.ExecutionId);
    }

    // That the latest attempt did not run says nothing of an earlier one whose outcome is unknown; looking for the row covers both.
    private void SetNothingRan(int number, ref Row row, in JournalRecord record)
    {
        _pasts.TryGetValue(number, out Past? past);
        if (past is { Doubtful.Count: > 0 } && record.Kind != JournalRecordKind.Reconciled)
        {
            past.LatestDidNotRun = true;
            SetOutcome(ref row, JournalState.Unknown, record);
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
            SetOutcome(ref row, record.Outcome == JournalRecordKind.Refused ? JournalState.Refused : JournalState.NotSent, record);
        }
    }

    private void SetOutcome(ref Row row, JournalState state, in JournalRecord record)
    {
        row.State = state;
        row.HttpStatus = (short)record.HttpStatus;
        row.Word = Word(record.Reason);
        row.Detail = None;
        row.IsReconciled |= record.Kind == JournalRecordKind.Reconciled;
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
