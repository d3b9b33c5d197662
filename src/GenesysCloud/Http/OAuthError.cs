using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Http;

/// <summary>The error body of the login host, which is no Genesys error body.</summary>
/// <param name="Error">The OAuth code, such as <c>invalid_client</c>; null if the body has none.</param>
/// <param name="Description">The sentence beside it; null if the body has none.</param>
internal sealed record OAuthError(string? Error, string? Description)
{
    /// <summary>Reads a body of any shape. The service sends <c>description</c> beside <c>error_description</c>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="secrets">What is not shown.</param>
    public static OAuthError Read(ReadOnlySpan<byte> body, RequestSecrets secrets)
    {
        if (LenientJson.TryParse(body) is not { } document)
            return new(null, null);
        using (document)
        {
            JsonElement root = document.RootElement;
            string? description = LenientJson.Text(root, "error_description") ?? LenientJson.Text(root, "description");
            return new(
                secrets.Redact(DisplayText.OneLine(LenientJson.Text(root, "error"))), secrets.Redact(DisplayText.OneLine(description)));
        }
    }
}
