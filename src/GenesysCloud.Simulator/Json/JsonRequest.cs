using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Request bodies that are JSON objects.</summary>
internal static class JsonRequest
{
    public static bool TryRead(Exchange exchange, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        var type = exchange.Http.Request.ContentType;
        if (type is null || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            exchange.Refuse(415);
            return false;
        }
        try
        {
            document = JsonDocument.Parse(exchange.RequestBody);
            if (document.RootElement.ValueKind is JsonValueKind.Object) return true;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Told to the client as the API tells it.
        }
        document = null;
        exchange.Refuse(400);
        return false;
    }
}
