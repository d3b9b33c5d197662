using System.Text;

namespace GenesysCloud.Http;

/// <summary>
/// A response that did not come from Genesys Cloud but from something in between: a proxy, an API gateway, a firewall, or a sign-in
/// page of the network. It proves nothing about permissions, flows, or executions, and nothing about whether a launch was carried out.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the body, such as <c>text/html</c>; null when there was none.</param>
/// <param name="Server">The <c>Server</c> header; null when there was none.</param>
/// <param name="Via">The <c>Via</c> header; null when there was none.</param>
/// <param name="RedirectHost">The host that a redirect names; null when it names none. Path and query may hold secrets and are left
/// out.</param>
/// <param name="Excerpt">The first words of the body as plain text, at most 200 characters, without control characters; may be
/// empty.</param>
public sealed record ForeignResponse(int Status, string? ContentType, string? Server, string? Via, string? RedirectHost, string Excerpt)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder().Append("status ").Append(Status);
        Append(text, ", ", ContentType, "");
        Append(text, ", server '", Server, "'");
        Append(text, ", via '", Via, "'");
        Append(text, ", redirect to host '", RedirectHost, "'");
        Append(text, ", text: \"", Excerpt, "\"");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string before, string? part, string after)
    {
        if (!string.IsNullOrEmpty(part))
            text.Append(before).Append(part).Append(after);
    }
}
