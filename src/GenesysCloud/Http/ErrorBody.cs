using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenesysCloud.Json;

namespace GenesysCloud.Http;

/// <summary>The API's error body. Every field is optional.</summary>
/// <remarks>Source: ErrorBody of the official SDKs. Read leniently, since gateways respond in its place.</remarks>
public sealed partial class ErrorBody
{
    private static readonly string[] s_permissionLists = ["permission(s): ", "permissions assigned: "];

    /// <summary>Text for people. In the error of an execution it is a general sentence; <see cref="FullMessage"/> has the values.</summary>
    public string? Message { get; init; }

    /// <summary>The same text with placeholders, such as <c>… in expression '{expression}'.</c></summary>
    public string? MessageWithParams { get; init; }

    /// <summary>The values of the placeholders by their names; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary><see cref="MessageWithParams"/> with its values where there are any, else <see cref="Message"/>.</summary>
    public string? FullMessage => Parameters.Count > 0 && MessageWithParams is { } template ? Fill(template) : Message;

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

    /// <summary>
    /// Whether the limit that was met belongs to the organization or the OAuth client, such as <c>org.app.user.rate.per.minute</c>, so that
    /// another token meets it as well. False where the error doesn't say.
    /// </summary>
    internal bool ConcernsAllTokens => LimitKey is { } key
        ? key.StartsWith("org.", StringComparison.OrdinalIgnoreCase)
        : SharedLimit().IsMatch(Code ?? "") || SharedLimit().IsMatch(FullMessage ?? "");

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
                {
                    return Message![(start + list.Length)..].Trim(' ', '[', ']', '.').Split(
                        ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                }
            }

            return [];
        }
    }

    /// <inheritdoc />
    public override string ToString() => Code is null ? FullMessage ?? "" : $"{Code}: {FullMessage}";

    /// <param name="utf8">A body of any shape.</param>
    /// <param name="secrets">What is not shown; null for nothing.</param>
    internal static ErrorBody? TryRead(ReadOnlySpan<byte> utf8, RequestSecrets? secrets = null)
    {
        if (LenientJson.TryParse(utf8) is not { } document)
            return null;
        using (document)
            return TryRead(document.RootElement, secrets);
    }

    internal static ErrorBody? TryRead(JsonElement root, RequestSecrets? secrets = null)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        secrets ??= RequestSecrets.None;
        var body = new ErrorBody
        {
            Message = Text(root, "message"),
            MessageWithParams = Text(root, "messageWithParams"),
            Parameters = LenientJson.Texts(root, "messageParams").Where(one => !secrets.IsIn(one.Key)).ToDictionary(
                one => one.Key, one => secrets.Redact(DisplayText.Clean(one.Value)), StringComparer.Ordinal).AsReadOnly(),
            Code = Text(root, "code"),
            Status = LenientJson.Number(root, "status") is { } status and > 0 and < 1000 ? (int)status : null,
            ContextId = CorrelationId.Plain(Text(root, "contextId"), secrets),
            EntityId = Text(root, "entityId"),
            LimitKey = LenientJson.Property(root, "limit") is { } limit ? Text(limit, "key") : null,
            FieldNames = LenientJson.Property(root, "details") is { ValueKind: JsonValueKind.Array } details
                ? [.. details.EnumerateArray().Select(detail => Text(detail, "fieldName")).OfType<string>()]
                : [],
        };
        return body is { Message: null, MessageWithParams: null, Code: null, ContextId: null } ? null : body;

        // For people only, so that it is cleaned where it is read.
        string? Text(JsonElement element, string name) => secrets.Redact(DisplayText.Clean(LenientJson.Text(element, name)));
    }

    // In one pass, so that a value that looks like a placeholder stays a value.
    private string Fill(string template) =>
        Placeholder().Replace(template, placeholder => Parameters.GetValueOrDefault(placeholder.Groups[1].Value, placeholder.Value));

    [GeneratedRegex(@"\borg(\.[a-z]+)*\.rate\.per\.[a-z]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SharedLimit();

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
