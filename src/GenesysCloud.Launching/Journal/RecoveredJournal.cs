using System.Text.Json;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>Writes down again what a run knows whose journal was lost: a complete journal, which takes the lost one's place.</summary>
internal sealed class RecoveredJournal : IDisposable
{
    private readonly JournalLine _line = new();
    private readonly Stream _stream;
    private uint _checksum;
    private int _timeoutSeconds;

    private RecoveredJournal(Stream stream, JournalHeader header)
    {
        _stream = stream;
        _timeoutSeconds = header.TimeoutSeconds;
    }

    /// <summary>Writes a journal, in the place of an earlier one of that name.</summary>
    /// <param name="path">Its file, which is its user's alone, as any journal.</param>
    /// <param name="header">The header of the lost journal.</param>
    /// <param name="table">What is known of its rows.</param>
    public static void Save(string path, JournalHeader header, JournalTable table)
    {
        string unfinished = path + ".new";
        using (var stream = new FileStream(unfinished, JournalFile.PrivateTo(
            new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 })))
        {
            Write(stream, header, table);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Writes a journal.</summary>
    public static void Write(Stream stream, JournalHeader header, JournalTable table)
    {
        using var journal = new RecoveredJournal(stream, header);
        journal.Write(header.WriteFields);
        foreach (AttemptRecord attempt in table.Attempts())
            journal.Write(attempt);

        // After the last run has begun, or they would be rows of an earlier one.
        foreach (JournalRejection row in table.Keyless)
            journal.Write("rejected", null, row.At, json => JournalFields.Rejection(json, row.Row, row.Reason, row.Columns));
    }

    public void Dispose() => _line.Dispose();

    private void Write(AttemptRecord attempt)
    {
        if (attempt.Number > 0)
            WriteSent(attempt);
        if (attempt.State == JournalState.Rejected)
            Write("rejected", attempt, json => JournalFields.Rejection(json, attempt.Row, attempt.Word!, attempt.Columns));
    }

    private void WriteSent(AttemptRecord attempt)
    {
        if (attempt.TimeoutSeconds != _timeoutSeconds)
        {
            _timeoutSeconds = attempt.TimeoutSeconds;
            Write("resumed", null, attempt.SentAt, json => JournalFields.Timeout(json, _timeoutSeconds));
        }

        Write(
            "intent",
            attempt,
            json => JournalFields.Intent(json, attempt.Row, attempt.Number, attempt.Name, attempt.Inputs, attempt.IsTimeUncertain));
        if (attempt.IsReconciled)
            Write("settled", attempt, json => JournalFields.Reconciled(json, "unknown", attempt.Word));
        switch (attempt.State)
        {
            case JournalState.Launched or JournalState.Finished:
                Write("launched", attempt, json => JournalFields.Execution(json, attempt.ExecutionId!, attempt.FlowVersion));
                if (attempt.State == JournalState.Finished)
                    Write("finished", attempt, json => JournalFields.Finished(json, attempt.Word!, attempt.Completed, attempt.Detail));
                break;
            case JournalState.Refused:
                Write("refused", attempt, json => JournalFields.Refusal(json, attempt.HttpStatus, attempt.Word));
                break;
            case JournalState.NotSent:
                Write("notSent", attempt, json => JournalFields.Reason(json, attempt.Word));
                break;
            case JournalState.Rejected:
                // Why it was not launched before is not known any more, but that it was not.
                Write("notSent", attempt, json => JournalFields.Reason(json, null));
                break;
            case JournalState.Unknown when attempt.IsReconciled:
                break;
            case JournalState.Unknown:
                Write("unknown", attempt, json => JournalFields.Reason(json, attempt.Word));
                break;
        }
    }

    private void Write(string kind, AttemptRecord attempt, Action<Utf8JsonWriter> fields) =>
        Write(kind, attempt.Key, attempt.SentAt, fields);

    private void Write(string kind, string? key, DateTimeOffset at, Action<Utf8JsonWriter> fields) => Write(json =>
    {
        JournalFields.Begin(json, kind, key, at);
        fields(json);
    });

    private void Write(Action<Utf8JsonWriter> fields)
    {
        fields(_line.Begin());
        (ReadOnlyMemory<byte> line, _checksum) = _line.Seal(_checksum);
        _stream.Write(line.Span);
    }
}
