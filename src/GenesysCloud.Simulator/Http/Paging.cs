using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>The envelope of the API's lists: <c>entities</c>, counts, and links that keep the rest of the query.</summary>
internal static class Paging
{
    private const int DefaultSize = 25;

    public static void Write<T>(Exchange exchange, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        if (!TryNumber(exchange, "pageNumber", 1, out var number) || !TryNumber(exchange, "pageSize", DefaultSize, out var size)) return;
        var pages = (int)(((long)all.Count + size - 1) / size);
        var skip = Math.Min((long)(number - 1) * size, all.Count);
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (var entity in all.Skip((int)skip).Take(size)) write(json, entity);
        json.WriteEndArray();
        json.WriteNumber("pageSize"u8, size);
        json.WriteNumber("pageNumber"u8, number);
        json.WriteNumber("total"u8, all.Count);
        json.WriteString("firstUri"u8, Uri(exchange, 1, size));
        if (number > 1) json.WriteString("previousUri"u8, Uri(exchange, number - 1, size));
        if (number < pages) json.WriteString("nextUri"u8, Uri(exchange, number + 1, size));
        json.WriteString("lastUri"u8, Uri(exchange, Math.Max(pages, 1), size));
        json.WriteString("selfUri"u8, Uri(exchange, number, size));
        json.WriteNumber("pageCount"u8, pages);
        json.WriteEndObject();
    }

    /// <summary>A number from 1 on in the query; if it is not one, the refusal is written.</summary>
    public static bool TryNumber(Exchange exchange, string name, int otherwise, out int number)
    {
        number = otherwise;
        if (exchange.Http.Request.Query[name] is not [{ } text, ..]) return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0) return true;
        exchange.RefuseField(name, $"'{name}' must be a number from 1 on.");
        return false;
    }

    private static string Uri(Exchange exchange, int number, int size)
    {
        var uri = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{exchange.Path}?pageNumber={number}&pageSize={size}");
        foreach (var (name, values) in exchange.Http.Request.Query)
        {
            if (name is "pageNumber" or "pageSize") continue;
            foreach (var value in values)
                uri.Append('&').Append(System.Uri.EscapeDataString(name)).Append('=').Append(System.Uri.EscapeDataString(value ?? ""));
        }
        return uri.ToString();
    }
}
