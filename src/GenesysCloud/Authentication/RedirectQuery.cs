namespace GenesysCloud.Authentication;

/// <summary>What a redirect of the login host says.</summary>
internal sealed record RedirectQuery(string? Code, string? State, string? Error, string? ErrorDescription)
{
    // A record's own ToString would print the code.
    public override string ToString() => nameof(RedirectQuery);

    /// <summary>
    /// Reads the head of an HTTP request.
    /// </summary>
    /// <param name="head">The request line and the headers: text from outside, of any shape.</param>
    /// <returns>Null if it is anything but a GET of the redirect URI with a code or an error.</returns>
    public static RedirectQuery? Read(string head)
    {
        int lineEnd = head.AsSpan().IndexOfAny('\r', '\n');
        string[] parts = (lineEnd < 0 ? head : head[..lineEnd]).Split(' ');
        if (parts is not ["GET", ['/', '?', .. var query], "HTTP/1.1" or "HTTP/1.0"] || Parameters(query) is not { } parameters)
            return null;
        var result = new RedirectQuery(
            parameters.GetValueOrDefault("code"), parameters.GetValueOrDefault("state"),
            parameters.GetValueOrDefault("error"), parameters.GetValueOrDefault("error_description"));
        return string.IsNullOrEmpty(result.Error) == string.IsNullOrEmpty(result.Code) ? null : result;
    }

    /// <summary>
    /// Whether this is about the sign-in with that state. An error without a state is too, since it is not known whether the login host
    /// sends it along with errors; whoever forges one has only ended the sign-in. A code without it is not.
    /// </summary>
    public bool BelongsTo(string state) => State == state || (State is null && Error is not null);

    /// <summary>The parameters by name; null if one comes twice, which no redirect of a login host has (RFC 6749, section 3.1).</summary>
    private static Dictionary<string, string>? Parameters(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!parameters.TryAdd(name, equals < 0 ? "" : Decode(pair[(equals + 1)..])))
                return null;
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
