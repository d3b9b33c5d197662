using Microsoft.Net.Http.Headers;

namespace GenesysCloud.Simulator.Http;

/// <summary>The content type of a request.</summary>
internal static class MediaType
{
    public static bool HasContentType(this RequestContext context, string type) =>
        MediaTypeHeaderValue.TryParse(context.Http.Request.ContentType, out MediaTypeHeaderValue? contentType)
        && contentType.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
