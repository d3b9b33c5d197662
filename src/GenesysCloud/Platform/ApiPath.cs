using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.Platform;

/// <summary>One parameter of a query.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Text">Name and value as they are sent: <c>name=John%20Doe</c>.</param>
internal readonly record struct QueryParameter(string Name, string Text)
{
    /// <summary>A parameter from a name and a value of any characters.</summary>
    public static QueryParameter Create(string name, string value) =>
        new(name, $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
}

/// <summary>Where a request of any operation of the API goes: a path below <c>api/</c> and a query, never a host.</summary>
/// <remarks>
/// A token travels with the request. So the path is taken apart and put together again before it becomes an address: nothing in it can lead
/// to another host or out of <c>api/</c>, however a proxy on the way may decode it.
/// </remarks>
/// <param name="Path">Escaped, without a leading slash: <c>api/v2/users/me</c>.</param>
/// <param name="Query">The parameters in their order; names can occur more than once.</param>
internal sealed record ApiPath(string Path, IReadOnlyList<QueryParameter> Query)
{
    private const string Root = "api/";
    private const string Version = "api/v2/";

    // As often as anything on the way could decode a text that was encoded to get past a check.
    private const int Decodings = 3;

    /// <summary>The query as it is sent, without the question mark; null if there is none.</summary>
    public string? QueryText => Query.Count == 0 ? null : string.Join('&', Query.Select(parameter => parameter.Text));

    /// <summary>
    /// Reads <c>/api/v2/users/me</c>, the same without the first slash, <c>users/me</c> (below <c>/api/v2/</c>), or an address of the
    /// session's own host, each with a query or without.
    /// </summary>
    /// <param name="text">What was specified.</param>
    /// <param name="apiAddress">The base address of the session's API host; ends with a slash.</param>
    /// <param name="path">The path, if it is one.</param>
    /// <param name="problem">Otherwise what is wrong with it, as the end of a sentence about the path.</param>
    public static bool TryParse(
        string? text, Uri apiAddress, [NotNullWhen(true)] out ApiPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        string rest = text?.Trim() ?? "";
        problem = ProblemOf(rest) ?? (rest.Contains("://", StringComparison.Ordinal) ? CutHost(ref rest, apiAddress) : null);
        return problem is null && TryRead(rest, out path, out problem);
    }

    /// <summary>
    /// The path that a link of a response leads to, on the same host; null if it leads to none. A response names its own host, which a
    /// gateway hides, so only path and query count.
    /// </summary>
    /// <param name="link">An address, a path, or a query alone (<c>?pageNumber=2</c>).</param>
    public ApiPath? Follow(string link)
    {
        int root = link.IndexOf("/" + Root, StringComparison.Ordinal);
        string text = root >= 0 ? link[root..] : link.StartsWith('?') ? Path + link : "";
        if (ProblemOf(text) is not null || !TryRead(text, out ApiPath? next, out _))
            return null;
        // Some links leave out what the first request asked for, such as filters.
        HashSet<string> named = [.. next.Query.Select(parameter => parameter.Name)];
        return next with { Query = [.. next.Query, .. Query.Where(parameter => !named.Contains(parameter.Name))] };
    }

    /// <summary>The same path with one parameter set to a value.</summary>
    public ApiPath With(string name, string value) =>
        this with { Query = [.. Query.Where(parameter => parameter.Name != name), QueryParameter.Create(name, value)] };

    private static string? ProblemOf(string text)
    {
        if (text.Length == 0)
            return "is empty";
        if (text.Any(char.IsControl))
            return "contains a control character";
        if (text.Contains('\\', StringComparison.Ordinal))
            return "contains a backslash";
        if (text.Contains('#', StringComparison.Ordinal))
            return "contains '#', which begins a fragment; write %23 for the character";
        return text.AsSpan().IndexOfAny('{', '}') >= 0 ? "contains a placeholder in braces; replace it with a value" : null;
    }

    private static string? CutHost(ref string text, Uri apiAddress)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.UserInfo.Length > 0)
            return "isn't a valid address";
        if (address.Scheme != apiAddress.Scheme || !address.Authority.Equals(apiAddress.Authority, StringComparison.OrdinalIgnoreCase))
            return $"is an address of another host; the session's API host is {apiAddress.Authority}";

        // What is after the host is cut from the text: the parsed address has been decoded here and there.
        int afterHost = text.IndexOfAny(['/', '?'], text.IndexOf("://", StringComparison.Ordinal) + 3);
        text = afterHost < 0 ? "" : text[afterHost..];
        if (!text.StartsWith(apiAddress.AbsolutePath, StringComparison.Ordinal))
            return $"isn't below {apiAddress.AbsolutePath}{Root}";
        text = text[(apiAddress.AbsolutePath.Length - 1)..];
        return null;
    }

    private static bool TryRead(string text, [NotNullWhen(true)] out ApiPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        int mark = text.IndexOf('?', StringComparison.Ordinal);
        string bare = mark < 0 ? text : text[..mark];
        bool isAbsolute = bare.StartsWith('/');
        string below = isAbsolute ? bare[1..] : bare;
        if (!below.StartsWith(Root, StringComparison.Ordinal))
        {
            problem = "is outside /api/; specify a path such as /api/v2/users/me, or users/me for the same";
            if (isAbsolute)
                return false;
            below = Version + below;
        }

        problem = below.Split('/').Select(ProblemOfSegment).FirstOrDefault(found => found is not null);
        if (problem is not null || !EscapedText.TryEscape(below, isQuery: false, out string? escaped, out problem))
            return false;
        var query = new List<QueryParameter>();
        foreach (string part in mark < 0 ? [] : text[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!EscapedText.TryEscape(part, isQuery: true, out string? parameter, out problem))
                return false;
            query.Add(new QueryParameter(Uri.UnescapeDataString(parameter.Split('=')[0].Replace('+', ' ')), parameter));
        }

        path = new ApiPath(escaped, query);
        return true;
    }

    private static string? ProblemOfSegment(string segment)
    {
        if (segment.Length == 0)
            return "contains an empty part ('//', or '/' at the end); a variable in it may be empty";
        string decoded = segment;
        for (int time = 0; time <= Decodings; time++)
        {
            if (decoded.Split('/', '\\').Any(part => part is "." or ".."))
                return "contains '.' or '..' as a part";
            if (decoded.Any(char.IsControl))
                return "contains an encoded control character";
            decoded = Uri.UnescapeDataString(decoded);
        }

        return null;
    }
}
