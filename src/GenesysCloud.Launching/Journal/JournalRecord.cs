using System.Buffers.Text;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal;

/// <summary>The kinds of lines after the header.</summary>
internal enum JournalRecordKind : byte
{
    None, Intent, Launched, Refused, NotSent, Unknown, Reconciled, Finished, Resumed, Rejected,
}

/// <summary>One line, read in place: the texts are UTF-8 within the line. Field names as documented for the format.</summary>
internal ref struct JournalRecord
{
    public JournalRecordKind Kind;

    /// <summary>What a reconciled row was found to be: <c>launched</c>, <c>unknown</c>, or <c>notSent</c> if certainly absent.</summary>
    public JournalRecordKind ReconciledAs;

    /// <summary>What the line tells of its row's outcome, by itself or by reconciling it.</summary>
    public readonly JournalRecordKind Outcome => Kind == JournalRecordKind.Reconciled ? ReconciledAs : Kind;

    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> ExecutionId;
    public ReadOnlySpan<byte> FlowVersion;
    public ReadOnlySpan<byte> Reason;
    public ReadOnlySpan<byte> Status;

    /// <summary>The columns at fault, as a JSON array of their names; empty if the line names none.</summary>
    public ReadOnlySpan<byte> Columns;

    /// <summary>Why an execution ended, as a JSON object; empty if the line doesn't say.</summary>
    public ReadOnlySpan<byte> Detail;
    public int Row;
    public int Attempt; // 0 if the line does not say
    public int HttpStatus;
    public int TimeoutSeconds;

    /// <summary>A hash of the inputs of an intent; 0 if the line does not say.</summary>
    public ulong Inputs;

    /// <summary>An intent whose time may be wrong, by what its writer knew of its clock.</summary>
    public bool IsTimeUncertain;
    public DateTimeOffset At;
    public DateTimeOffset Completed;

    /// <exception cref="JsonException">No JSON.</exception>
    /// <exception cref="FormatException">A kind or value that the format does not have, or a field is missing.</exception>
    public static JournalRecord Read(ReadOnlySpan<byte> line)
    {
        JournalRecord record = default;
        ReadOnlySpan<byte> outcome = default;
        Utf8JsonReader json = new(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = json.ValueSpan; // no name of the format needs to be escaped
            if (name.SequenceEqual("f"u8))
                record.Kind = KindOf(Text(ref json));
            else if (name.SequenceEqual("k"u8))
                record.Key = Text(ref json);
            else if (name.SequenceEqual("at"u8))
                record.At = Time(ref json);
            else if (name.SequenceEqual("row"u8))
                record.Row = Number(ref json);
            else if (name.SequenceEqual("n"u8))
                record.Attempt = Number(ref json);
            else if (name.SequenceEqual("name"u8))
                record.Name = Text(ref json);
            else if (name.SequenceEqual("id"u8))
                record.ExecutionId = Text(ref json);
            else if (name.SequenceEqual("v"u8))
                record.FlowVersion = Text(ref json);
            else if (name.SequenceEqual("http"u8))
                record.HttpStatus = Number(ref json);
            else if (name.SequenceEqual("timeout"u8))
                record.TimeoutSeconds = Number(ref json);
            else if (name.SequenceEqual("in"u8))
                record.Inputs = Hash(Text(ref json));
            else if (name.SequenceEqual("clock"u8))
                record.IsTimeUncertain = Text(ref json).SequenceEqual("uncertain"u8);
            else if (name.SequenceEqual("why"u8))
                record.Reason = Text(ref json);
            else if (name.SequenceEqual("status"u8))
                record.Status = Text(ref json);
            else if (name.SequenceEqual("completed"u8))
                record.Completed = Time(ref json);
            else if (name.SequenceEqual("columns"u8))
                record.Columns = Texts(ref json, line);
            else if (name.SequenceEqual("detail"u8))
                record.Detail = Object(ref json, line);
            else if (name.SequenceEqual("as"u8))
                outcome = Text(ref json);
            else
                json.Skip();
        }

        json.Read(); // anything after the object is no JSON
        record.RequireItsFields(outcome);
        return record;
    }

    private void RequireItsFields(ReadOnlySpan<byte> outcome)
    {
        if (Kind == JournalRecordKind.Reconciled)
        {
            ReconciledAs = KindOf(outcome);
            Require(ReconciledAs is JournalRecordKind.Launched or JournalRecordKind.Unknown or JournalRecordKind.NotSent, "as");
        }

        Require(Kind != JournalRecordKind.None, "f");
        Require(Kind is JournalRecordKind.Resumed or JournalRecordKind.Rejected || !Key.IsEmpty, "k");
        Require(At != default, "at");
        Require(Kind is not (JournalRecordKind.Intent or JournalRecordKind.Rejected) || Row > 0, "row");
        Require(Kind != JournalRecordKind.Launched && ReconciledAs != JournalRecordKind.Launched || !ExecutionId.IsEmpty, "id");
        Require(Kind != JournalRecordKind.Rejected || !Reason.IsEmpty, "why");
        Require(Kind != JournalRecordKind.Finished || !Status.IsEmpty, "status");
        Require(TimeoutSeconds >= 0, "timeout");
    }

    private static void Require(bool given, string field)
    {
        if (!given)
            throw new FormatException($"'{field}' is missing or invalid");
    }

    private static JournalRecordKind KindOf(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("intent"u8) ? JournalRecordKind.Intent
        : kind.SequenceEqual("launched"u8) ? JournalRecordKind.Launched
        : kind.SequenceEqual("finished"u8) ? JournalRecordKind.Finished
        : kind.SequenceEqual("refused"u8) ? JournalRecordKind.Refused
        : kind.SequenceEqual("notSent"u8) ? JournalRecordKind.NotSent
        : kind.SequenceEqual("unknown"u8) ? JournalRecordKind.Unknown
        : kind.SequenceEqual("settled"u8) ? JournalRecordKind.Reconciled
        : kind.SequenceEqual("resumed"u8) ? JournalRecordKind.Resumed
        : kind.SequenceEqual("rejected"u8) ? JournalRecordKind.Rejected
        : throw new FormatException("the kind of its record is unknown");

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
            throw new FormatException("a string is expected");
        if (!json.ValueIsEscaped)
            return json.ValueSpan;
        byte[] unescaped = new byte[json.ValueSpan.Length];
        return unescaped.AsSpan(0, json.CopyString(unescaped));
    }

    private static ReadOnlySpan<byte> Texts(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            throw new FormatException("an array is expected");
        int start = (int)json.TokenStartIndex;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.String)
                throw new FormatException("a string is expected");
        }

        return line[start..(int)json.BytesConsumed];
    }

    private static ReadOnlySpan<byte> Object(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new FormatException("an object is expected");
        int start = (int)json.TokenStartIndex;
        json.Skip();
        return line[start..(int)json.BytesConsumed];
    }

    private static ulong Hash(ReadOnlySpan<byte> hex) =>
        Utf8Parser.TryParse(hex, out ulong hash, out int length, 'x') && length == hex.Length
            ? hash
            : throw new FormatException("a hash is expected");

    private static int Number(scoped ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int number)
            ? number
            : throw new FormatException("a number is expected");
    }

    private static DateTimeOffset Time(scoped ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : throw new FormatException("a time is expected");
    }
}
