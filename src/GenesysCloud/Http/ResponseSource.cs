using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>The headers that say who gave a response. Held while a request is judged; never shown as they are.</summary>
internal readonly record struct ResponseSource(string? ContentType, string? Server, string? Via, string? Location)
{
    private const int MaxLength = 100;

    public static ResponseSource Read(HttpResponseMessage response) => new(
        Value(response.Content.Headers, "Content-Type"),
        Value(response.Headers, "Server"),
        Value(response.Headers, "Via"),
        Value(response.Headers, "Location"));

    /// <summary>The response as something that is not Genesys Cloud's.</summary>
    public ForeignResponse AsForeign(int status, ReadOnlySpan<byte> body, RequestSecrets secrets) => new(
        status,
        PageExcerpt.Clean(secrets.Redact(ContentType?.Split(';')[0]), MaxLength),
        PageExcerpt.Clean(secrets.Redact(Server), MaxLength),
        PageExcerpt.Clean(secrets.Redact(Via), MaxLength),
        Uri.TryCreate(Location, UriKind.Absolute, out Uri? target)
            ? PageExcerpt.Clean(secrets.Redact(target.IdnHost), MaxLength)
            : null,
        PageExcerpt.Create(body, secrets));

    private static string? Value(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
}
