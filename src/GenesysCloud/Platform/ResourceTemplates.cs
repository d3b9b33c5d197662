using System.Text.RegularExpressions;

namespace GenesysCloud.Platform;

/// <summary>
/// The path of any operation with its ids left out, which is what the API's rate limits are about: <c>/api/v2/users/{id}</c>. One per
/// client; safe from many threads.
/// </summary>
/// <remarks>
/// What is an id can only be guessed. Names of resources are lower-case words; ids have digits, capitals, or dots. An id that looks like a
/// word makes a template of its own, so the number of templates is bounded.
/// </remarks>
internal sealed partial class ResourceTemplates
{
    /// <summary>More than the API has operations that one session would use.</summary>
    public const int MaxCount = 1000;

    // What all further paths share.
    private const string Other = "/api/{path}";

    // The client's own templates, which have better names; the same operation must share its state with them.
    private static readonly Dictionary<string, string> s_own = new(StringComparer.Ordinal)
    {
        ["/api/v2/flows/{id}"] = "/api/v2/flows/{flowId}",
        ["/api/v2/flows/{id}/versions"] = "/api/v2/flows/{flowId}/versions",
        ["/api/v2/flows/{id}/versions/{id}"] = "/api/v2/flows/{flowId}/versions/{versionId}",
        ["/api/v2/flows/executions/{id}"] = "/api/v2/flows/executions/{flowExecutionId}",
        ["/api/v2/organizations/limits/namespaces/{id}"] = "/api/v2/organizations/limits/namespaces/platform.api",
    };

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The template of a path.</summary>
    /// <param name="path">Without a leading slash and without a query: <c>api/v2/users/5d8c2f6e-…</c>.</param>
    public string Of(string path)
    {
        string general = "/" + string.Join('/', path.Split('/').Select(segment => Name().IsMatch(segment) ? segment : "{id}"));
        string template = s_own.GetValueOrDefault(general, general);
        lock (_known)
            return _known.Contains(template) || (_known.Count < MaxCount && _known.Add(template)) ? template : Other;
    }

    [GeneratedRegex("^([a-z]{2,30}(-[a-z]+)*|v[0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
