using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Http;

/// <summary>Writes a page of entities: <c>entities</c>, counts, and links that keep the rest of the query.</summary>
internal static class Paging
{
    private const int DefaultSize = 25;

    public static void Write<T>(RequestContext context, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        if (!TryGetNumber(context, "pageNumber", 1, out int number) || !TryGetNumber(context, "pageSize", DefaultSize, out int size))
            return;
        int pages = (int)(((long)all.Count + size - 1) / size);
        long skip = Math.Min((long)(number - 1) * size, all.Count);
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (T entity in all.Skip((int)skip).Take(size))
            write(json, entity);
        json.WriteEndArray();
        json.WriteNumber("pageSize"u8, size);
        json.WriteNumber("pageNumber"u8, number);
        json.WriteNumber("total"u8, all.Count);
        json.WriteString("firstUri"u8, Uri(context, 1, size));
        if (number > 1)
            json.WriteString("previousUri"u8, Uri(context, number - 1, size));
        if (number < pages)
            json.WriteString("nextUri"u8, Uri(context, number + 1, size));
        json.WriteString("lastUri"u8, Uri(context, Math.Max(pages, 1), size));
        json.WriteString("selfUri"u8, Uri(context, number, size));
        json.WriteNumber("pageCount"u8, pages);
        json.WriteEndObject();
    }

    /// <summary>Reads a number of at least 1 from the query; if it is invalid, the error response is written.</summary>
    public static bool TryGetNumber(RequestContext context, string name, int defaultValue, out int number)
    {
        number = defaultValue;
        if (context.Http.Request.Query[name] is not [{ } text, ..])
            return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0)
            return true;
        context.WriteFieldError(name, $"'{name}' must be a whole number of at least 1.");
        return false;
    }

    private static string Uri(RequestContext context, int number, int size)
    {
        StringBuilder uri = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{context.Path}?pageNumber={number}&pageSize={size}");
        foreach ((string name, StringValues values) in context.Http.Request.Query)
        {
            if (name is "pageNumber" or "pageSize")
                continue;
            foreach (string? value in values)
                uri.Append('&').Append(System.Uri.EscapeDataString(name)).Append('=').Append(System.Uri.EscapeDataString(value ?? ""));
        }

        return uri.ToString();
    }
}
