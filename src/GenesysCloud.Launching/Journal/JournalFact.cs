using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal;

/// <summary>The kinds of lines after the header.</summary>
internal enum JournalFactKind : byte
{
    None, Intent, Launched, Refused, NotSent, Unknown, Settled, Finished, Resumed,
}

/// <summary>One line, read in place: the texts are UTF-8 within the line. Field names as documented for the format.</summary>
internal ref struct JournalFact
{
    public JournalFactKind Kind;

    /// <summary>What a settled row was found to be: <c>launched</c>, <c>unknown</c>, or <c>notSent</c> if certainly absent.</summary>
    public JournalFactKind SettledAs;

    /// <summary>What the line tells of its row's outcome, by itself or by settling it.</summary>
    public readonly JournalFactKind Outcome => Kind == JournalFactKind.Settled ? SettledAs : Kind;

    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> ExecutionId;
    public ReadOnlySpan<byte> FlowVersion;
    public ReadOnlySpan<byte> Reason;
    public ReadOnlySpan<byte> Status;
    public int Row;
    public int Attempt; // 0 if the line does not say
    public int HttpStatus;
    public int TimeoutSeconds;
    public DateTimeOffset At;
    public DateTimeOffset Completed;

    /// <exception cref="JsonException">No JSON.</exception>
    /// <exception cref="FormatException">A kind or value that version 1 does not have, or a field is missing.</exception>
    public static JournalFact Read(ReadOnlySpan<byte> line)
    {
        JournalFact fact = default;
        ReadOnlySpan<byte> outcome = default;
        Utf8JsonReader json = new(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = json.ValueSpan; // no name of the format needs to be escaped
            if (name.SequenceEqual("f"u8))
                fact.Kind = KindOf(Text(ref json));
            else if (name.SequenceEqual("k"u8))
                fact.Key = Text(ref json);
            else if (name.SequenceEqual("at"u8))
                fact.At = Time(ref json);
            else if (name.SequenceEqual("row"u8))
                fact.Row = Number(ref json);
            else if (name.SequenceEqual("n"u8))
                fact.Attempt = Number(ref json);
            else if (name.SequenceEqual("name"u8))
                fact.Name = Text(ref json);
            else if (name.SequenceEqual("id"u8))
                fact.ExecutionId = Text(ref json);
            else if (name.SequenceEqual("v"u8))
                fact.FlowVersion = Text(ref json);
            else if (name.SequenceEqual("http"u8))
                fact.HttpStatus = Number(ref json);
            else if (name.SequenceEqual("timeout"u8))
                fact.TimeoutSeconds = Number(ref json);
            else if (name.SequenceEqual("why"u8))
                fact.Reason = Text(ref json);
            else if (name.SequenceEqual("status"u8))
                fact.Status = Text(ref json);
            else if (name.SequenceEqual("completed"u8))
                fact.Completed = Time(ref json);
            else if (name.SequenceEqual("as"u8))
                outcome = Text(ref json);
            else
                json.Skip();
        }
        json.Read(); // anything after the object is no JSON
        fact.RequireItsFields(outcome);
        return fact;
    }

    private void RequireItsFields(ReadOnlySpan<byte> outcome)
    {
        if (Kind == JournalFactKind.Settled)
        {
            SettledAs = KindOf(outcome);
            Require(SettledAs is JournalFactKind.Launched or JournalFactKind.Unknown or JournalFactKind.NotSent, "as");
        }
        Require(Kind != JournalFactKind.None, "f");
        Require(Kind == JournalFactKind.Resumed || !Key.IsEmpty, "k");
        Require(At != default, "at");
        Require(Kind != JournalFactKind.Intent || Row > 0, "row");
        Require(Kind != JournalFactKind.Launched && SettledAs != JournalFactKind.Launched || !ExecutionId.IsEmpty, "id");
        Require(Kind != JournalFactKind.Finished || !Status.IsEmpty, "status");
        Require(TimeoutSeconds >= 0, "timeout");
    }

    private static void Require(bool given, string field)
    {
        if (!given)
            throw new FormatException($"'{field}' is missing or makes no sense");
    }

    private static JournalFactKind KindOf(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("intent"u8) ? JournalFactKind.Intent
        : kind.SequenceEqual("launched"u8) ? JournalFactKind.Launched
        : kind.SequenceEqual("finished"u8) ? JournalFactKind.Finished
        : kind.SequenceEqual("refused"u8) ? JournalFactKind.Refused
        : kind.SequenceEqual("notSent"u8) ? JournalFactKind.NotSent
        : kind.SequenceEqual("unknown"u8) ? JournalFactKind.Unknown
        : kind.SequenceEqual("settled"u8) ? JournalFactKind.Settled
        : kind.SequenceEqual("resumed"u8) ? JournalFactKind.Resumed
        : throw new FormatException("it tells a kind of fact that is not known here");

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
            throw new FormatException("a text is expected");
        if (!json.ValueIsEscaped)
            return json.ValueSpan;
        byte[] unescaped = new byte[json.ValueSpan.Length];
        return unescaped.AsSpan(0, json.CopyString(unescaped));
    }

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
