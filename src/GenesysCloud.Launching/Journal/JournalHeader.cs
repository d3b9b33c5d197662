using System.Text.Json;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>The first line of a journal.</summary>
/// <param name="Run">Short id of the journal, the same however often it is continued; part of every execution's name.</param>
/// <param name="Identity">What the journal is about.</param>
/// <param name="Created">When it began, UTC.</param>
/// <param name="TimeoutSeconds">How long requests of the run that began it may take; 0 if it did not say.</param>
internal sealed record JournalHeader(string Run, JournalIdentity Identity, DateTimeOffset Created, int TimeoutSeconds = 0)
{
    /// <summary>The version of new journals.</summary>
    public const int Version = 2;

    /// <summary>The first version that has records of rows that were rejected.</summary>
    public const int FirstWithRejections = 2;

    private const int OldestVersion = 1;

    /// <summary>The version that the journal began with, and keeps: older builds may read it too.</summary>
    public int FormatVersion { get; init; } = Version;

    /// <summary>What every journal begins with, in every version. A file that begins otherwise is never touched.</summary>
    public static ReadOnlySpan<byte> Marker => """{"journal":"GenesysFlows","version":"""u8;

    /// <summary>Whether a file is a journal, of whatever version, and perhaps damaged. A file that can't be read is none.</summary>
    public static bool IsJournal(string file)
    {
        // Reading a pipe would wait for someone who writes to it.
        if (FileStatus.Of(file) is { IsRegular: false })
            return false;
        try
        {
            // It may be in use.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[Marker.Length];
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Marker);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("journal"u8, "GenesysFlows"u8);
        json.WriteNumber("version"u8, FormatVersion);
        json.WriteString("run"u8, Run);
        json.WriteString("flowId"u8, Identity.FlowId);
        json.WriteString("flowName"u8, Identity.FlowName);
        json.WriteString("region"u8, Identity.Region);
        json.WriteString("organizationId"u8, Identity.OrganizationId);
        json.WriteString("keyColumn"u8, Identity.KeyColumn);
        if (Identity.RowShape is not null)
            json.WriteString("rowShape"u8, Identity.RowShape);
        if (Identity.IgnoresCase)
            json.WriteBoolean("ignoreCase"u8, true);
        json.WriteTime("created"u8, Created);
        if (TimeoutSeconds > 0)
            json.WriteNumber("timeout"u8, TimeoutSeconds);
    }

    /// <param name="line">The line without its line end, its seal checked.</param>
    /// <param name="path">The journal, for the message.</param>
    /// <exception cref="JournalFormatException">A newer version.</exception>
    /// <exception cref="FormatException">A field is missing.</exception>
    public static JournalHeader Read(ReadOnlyMemory<byte> line, string path)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement header = document.RootElement;
        int version = header.GetProperty("version"u8).GetInt32();
        if (version is < OldestVersion or > Version)
        {
            string advice = version > Version ? "Update the module." : "This version is unknown, so the file was not changed.";
            throw new JournalFormatException(
                path,
                $"The journal '{path}' has format version {version}; this module reads versions {OldestVersion} to {Version}. {advice}");
        }

        return new JournalHeader(
            Text("run"),
            new JournalIdentity(
                Text("flowId"), Text("flowName"), Text("region"), OptionalText("organizationId"),
                OptionalText("keyColumn"), OptionalText("rowShape"))
            {
                IgnoresCase = header.TryGetProperty("ignoreCase"u8, out JsonElement ignoreCase)
                    && ignoreCase.ValueKind == JsonValueKind.True,
            },
            header.GetProperty("created"u8).GetDateTimeOffset(),
            header.TryGetProperty("timeout"u8, out JsonElement timeout) ? timeout.GetInt32() : 0)
        {
            FormatVersion = version,
        };

        string Text(string name) => OptionalText(name) ?? throw new FormatException($"'{name}' is missing");

        string? OptionalText(string name) => header.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }
}
