using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Http;

/// <summary>The API's error body. Every field is optional.</summary>
/// <remarks>Source: ErrorBody of the official SDKs. Read leniently, since gateways answer in its place.</remarks>
public sealed class ErrorBody
{
    private static readonly string[] s_permissionLists = ["permission(s): ", "permissions assigned: "];

    /// <summary>Text for people.</summary>
    public string? Message { get; init; }

    /// <summary>Dotted code, such as <c>missing.any.permissions</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status, repeated.</summary>
    public int? Status { get; init; }

    /// <summary>The correlation id of the request.</summary>
    public string? ContextId { get; init; }

    /// <summary>What the error is about, where it is about one thing.</summary>
    public string? EntityId { get; init; }

    /// <summary>The limit that was met, such as <c>client.credentials.token.rate.per.minute</c>.</summary>
    public string? LimitKey { get; init; }

    /// <summary>Names of fields that are at fault.</summary>
    public IReadOnlyList<string> FieldNames { get; init; } = [];

    /// <summary>The permissions that the message says are missing, such as <c>architect:flow:launch</c>.</summary>
    public IReadOnlyList<string> MissingPermissions
    {
        get
        {
            foreach (string list in s_permissionLists)
            {
                int start = Message?.IndexOf(list, StringComparison.OrdinalIgnoreCase) ?? -1;
                if (start >= 0)
                    return Message![(start + list.Length)..].Trim(' ', '[', ']', '.').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            }

            return [];
        }
    }

    /// <inheritdoc />
    public override string ToString() => Code is null ? Message ?? "" : $"{Code}: {Message}";

    internal static ErrorBody? TryRead(ReadOnlySpan<byte> utf8)
    {
        if (LenientJson.TryParse(utf8) is not { } document)
            return null;
        using (document)
            return TryRead(document.RootElement);
    }

    internal static ErrorBody? TryRead(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var body = new ErrorBody
        {
            Message = LenientJson.Text(root, "message"),
            Code = LenientJson.Text(root, "code"),
            Status = LenientJson.Number(root, "status") is { } status and > 0 and < 1000 ? (int)status : null,
            ContextId = LenientJson.Text(root, "contextId"),
            EntityId = LenientJson.Text(root, "entityId"),
            LimitKey = LenientJson.Property(root, "limit") is { } limit ? LenientJson.Text(limit, "key") : null,
            FieldNames = LenientJson.Property(root, "details") is { ValueKind: JsonValueKind.Array } details
                ? [.. details.EnumerateArray().Select(detail => LenientJson.Text(detail, "fieldName")).OfType<string>()]
                : [],
        };
        return body is { Message: null, Code: null } ? null : body;
    }
}
