using System.Collections;
using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Json;
using GenesysCloud.Platform;

namespace FlowCmdlets.Api;

/// <summary>The query of a request, from a hashtable.</summary>
internal static class QueryParameters
{
    /// <summary>The path with the parameters of a hashtable added to its own.</summary>
    /// <param name="path">Its own parameters stay as they are.</param>
    /// <param name="query">
    /// Names and values; null for none. A list repeats its name, and null is left out. An empty list is refused: without it, the operation
    /// would concern more than was meant.
    /// </param>
    /// <exception cref="CmdletErrorException">A name or a value can't be sent, or the path has a parameter of that name.</exception>
    public static ApiPath AddTo(ApiPath path, IDictionary? query)
    {
        var parameters = new List<QueryParameter>(path.Query);
        foreach (DictionaryEntry entry in query ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (string.IsNullOrWhiteSpace(name))
                throw Errors.ApiQueryInvalid(name, "a name is empty");
            if (path.Query.Any(parameter => parameter.Name == name))
                throw Errors.ApiQueryInvalid(name, $"'{name}' is specified both in -Path and in -Query");
            parameters.AddRange(ValuesOf(name, entry.Value).Select(value => QueryParameter.Create(name, value)));
        }

        return path with { Query = parameters };
    }

    private static string[] ValuesOf(string name, object? value)
    {
        object? plain = PlainValues.Unwrap(value);
        if (plain is IEnumerable several and not (string or IDictionary))
        {
            string[] texts = [.. several.Cast<object?>().Select(PlainValues.Unwrap).OfType<object>().Select(item => TextOf(name, item))];
            return texts.Length > 0 ? texts : throw Errors.ApiQueryInvalid(name, $"'{name}' is an empty list; expected values, or null");
        }

        return PlainValues.Of(plain) is null ? [] : [TextOf(name, plain!)];
    }

    private static string TextOf(string name, object value) => value switch
    {
        // A time of no certain zone is local, as PowerShell takes it; the API wants to know the instant.
        DateTime { Kind: DateTimeKind.Unspecified } time => JsonValues.TextOf(DateTime.SpecifyKind(time, DateTimeKind.Local))!,
        SwitchParameter flag => JsonValues.TextOf(flag.IsPresent)!,
        Uri or Version or System.Net.IPAddress or System.Numerics.BigInteger => value.ToString()!,
        _ => WellFormed(name, JsonValues.TextOf(value) ?? throw Errors.ApiQueryInvalid(
            name, $"'{name}' has a value of type {value.GetType()}; expected text, a number, a date, true or false, or a list of these")),
    };

    private static string WellFormed(string name, string text) => GenesysCloud.Launching.Inputs.Types.PlainValue.WellFormed(text)
        ?? throw Errors.ApiQueryInvalid(name, $"'{name}' contains an invalid Unicode character (unpaired surrogate)");
}
