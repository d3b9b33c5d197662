using System.Globalization;
using System.Text.Json;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>Writes the fields of the journal's records: in one place, since a recovered journal has the same form.</summary>
internal static class JournalFields
{
    /// <summary>The fields that all records have, but for those without a row.</summary>
    public static void Begin(Utf8JsonWriter json, string kind, string? key, DateTimeOffset at)
    {
        json.WriteString("f"u8, kind);
        if (key is not null)
            json.WriteString("k"u8, key);
        json.WriteTime("at"u8, at);
    }

    public static void Intent(Utf8JsonWriter json, int row, int attempt, string? name, ulong inputs, bool isTimeUncertain)
    {
        json.WriteNumber("row"u8, row);
        if (attempt > 1)
            json.WriteNumber("n"u8, attempt);
        if (!string.IsNullOrWhiteSpace(name))
            json.WriteString("name"u8, name);
        if (inputs != 0)
            json.WriteString("in"u8, inputs.ToString("x16", CultureInfo.InvariantCulture));
        if (isTimeUncertain)
            json.WriteString("clock"u8, "uncertain"u8);
    }

    public static void Execution(Utf8JsonWriter json, string executionId, string? flowVersion)
    {
        json.WriteString("id"u8, executionId);
        if (flowVersion is not null)
            json.WriteString("v"u8, flowVersion);
    }

    public static void Refusal(Utf8JsonWriter json, int httpStatus, string? code)
    {
        json.WriteNumber("http"u8, httpStatus);
        Reason(json, code);
    }

    public static void Reason(Utf8JsonWriter json, string? why)
    {
        if (why is not null)
            json.WriteString("why"u8, why);
    }

    public static void Rejection(Utf8JsonWriter json, int row, string reason, JournalColumns columns)
    {
        json.WriteNumber("row"u8, row);
        Reason(json, reason);
        if (columns.Json is null)
            return;
        json.WritePropertyName("columns"u8);
        json.WriteRawValue(columns.Json);
    }

    public static void Reconciled(Utf8JsonWriter json, string outcome, string? why)
    {
        json.WriteString("as"u8, outcome);
        Reason(json, why);
    }

    public static void Finished(Utf8JsonWriter json, string status, DateTimeOffset? dateCompleted, EndDetail? detail)
    {
        json.WriteString("status"u8, status);
        if (dateCompleted is { } date)
            json.WriteTime("completed"u8, date);
        if (detail is null)
            return;
        json.WritePropertyName("detail"u8);
        json.WriteRawValue(detail.ToJson());
    }

    public static void Timeout(Utf8JsonWriter json, int seconds)
    {
        if (seconds > 0)
            json.WriteNumber("timeout"u8, seconds);
    }
}
