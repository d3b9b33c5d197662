using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Http;

/// <summary>Reads request bodies that are JSON objects.</summary>
internal static class JsonRequest
{
    public static bool TryRead(RequestContext context, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!context.HasContentType("application/json"))
        {
            context.WriteError(415);
            return false;
        }

        try
        {
            JsonTextValidation.ThrowIfInvalid(context.RequestBody.Span);
            document = JsonDocument.Parse(context.RequestBody);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return true;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Reported to the client as a 400 below.
        }

        document = null;
        context.WriteError(400);
        return false;
    }
}
