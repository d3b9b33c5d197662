using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Http;

/// <summary>Request bodies that are JSON objects.</summary>
internal static class JsonRequest
{
    public static bool TryRead(RequestContext context, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!context.Is("application/json"))
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
            // Told to the client as the API tells it.
        }

        document = null;
        context.WriteError(400);
        return false;
    }
}
