using System.Buffers;
using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>What Genesys support asks for. It is shown and written to files, so only what has the form of an id is taken for one.</summary>
internal static class CorrelationId
{
    private const string Header = "ININ-Correlation-Id";
    private const int MaxLength = 100;

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The id in a response's headers; null if there is none.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="secrets">What may not be in it.</param>
    public static string? Read(HttpResponseHeaders headers, RequestSecrets secrets)
    {
        if (headers.NonValidated.TryGetValues(Header, out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                if (Plain(value, secrets) is { } id)
                    return id;
            }
        }

        return null;
    }

    /// <summary>The id itself; null if it has another form, or a secret in it.</summary>
    public static string? Plain(string? id, RequestSecrets secrets) =>
        id is { Length: > 0 and <= MaxLength } && id.AsSpan().IndexOfAnyExcept(s_plain) < 0 && !secrets.IsIn(id) ? id : null;
}
