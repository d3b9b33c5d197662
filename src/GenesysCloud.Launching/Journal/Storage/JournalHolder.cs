using System.Text.Json;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>Who holds a journal, as the lock file beside it says.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Machine">The machine it runs on: a journal may lie on a share.</param>
/// <param name="Since">When it took the journal, UTC.</param>
/// <param name="Token">Different at each taking, so that a holder can recognise its own.</param>
internal sealed record JournalHolder(int ProcessId, string Machine, DateTimeOffset Since, Guid Token)
{
    private static ReadOnlySpan<byte> Start => "{\"pid\":"u8;

    public static JournalHolder Current(TimeProvider time) =>
        new(Environment.ProcessId, Environment.MachineName, time.GetUtcNow(), Guid.NewGuid());

    public void WriteTo(Stream stream)
    {
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        json.WriteNumber("pid"u8, ProcessId);
        json.WriteString("machine"u8, Machine);
        json.WriteTime("since"u8, Since);
        json.WriteString("token"u8, Token);
        json.WriteEndObject();
    }

    /// <summary>Whether a lock file holds what a holder writes, be it only the beginning of it, or nothing.</summary>
    public static bool IsRecord(Stream stream)
    {
        Span<byte> start = stackalloc byte[Start.Length];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length].SequenceEqual(Start[..length]);
    }

    /// <summary>Null if the text is not whole, as after a kill in the middle of writing it.</summary>
    public static JournalHolder? ReadFrom(Stream stream)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            JsonElement holder = document.RootElement;
            return new JournalHolder(
                holder.GetProperty("pid"u8).GetInt32(),
                holder.GetProperty("machine"u8).GetString() ?? "",
                holder.GetProperty("since"u8).GetDateTimeOffset(),
                holder.GetProperty("token"u8).GetGuid());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
