using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Request bodies that are JSON objects.</summary>
internal static class JsonRequest
{
    public static bool TryRead(Exchange exchange, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!exchange.Is("application/json"))
        {
            exchange.Refuse(415);
            return false;
        }
        try
        {
            JsonText.Demand(exchange.RequestBody.Span);
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
