using Microsoft.Net.Http.Headers;

namespace GenesysCloud.Simulator;

/// <summary>What a request says its body is.</summary>
internal static class MediaType
{
    public static bool Is(this Exchange exchange, string type) =>
        MediaTypeHeaderValue.TryParse(exchange.Http.Request.ContentType, out var given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
