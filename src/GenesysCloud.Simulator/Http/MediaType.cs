using Microsoft.Net.Http.Headers;

namespace GenesysCloud.Simulator.Http;

/// <summary>What a request says its body is.</summary>
internal static class MediaType
{
    public static bool Is(this RequestContext context, string type) =>
        MediaTypeHeaderValue.TryParse(context.Http.Request.ContentType, out MediaTypeHeaderValue? given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
