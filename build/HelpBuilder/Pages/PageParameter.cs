using Markdig.Syntax;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace HelpBuilder.Pages;

/// <summary>A parameter, as a page describes it.</summary>
/// <param name="Name">The name, without a hyphen.</param>
/// <param name="Description">The text.</param>
/// <param name="Yaml">The YAML block as it is on the page.</param>
/// <param name="Facts">The content of the YAML block.</param>
public sealed record PageParameter(string Name, IReadOnlyList<Block> Description, string Yaml, ParameterFacts Facts);

/// <summary>The YAML block of a parameter, in the schema 2024-05-01 of PlatyPS.</summary>
public sealed class ParameterFacts
{
    private static readonly IDeserializer s_deserializer = new DeserializerBuilder()
        .WithDuplicateKeyChecking()
        .WithTypeMapping<IReadOnlyList<string>, List<string>>()
        .WithTypeMapping<IReadOnlyList<ParameterSetFacts>, List<ParameterSetFacts>>()
        .Build();

    /// <summary>The full name of the type.</summary>
    public string Type { get; init; } = "";

    /// <summary>The value that the parameter has if it isn't specified; <c>None</c> if there is none.</summary>
    public string DefaultValue { get; init; } = "";

    /// <summary>Whether the parameter accepts wildcards.</summary>
    public bool SupportsWildcards { get; init; }

    /// <summary>Other names of the parameter.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The parameter sets that the parameter belongs to; one named <c>(All)</c> if it belongs to all.</summary>
    public IReadOnlyList<ParameterSetFacts> ParameterSets { get; init; } = [];

    /// <summary>Whether the parameter is hidden.</summary>
    public bool DontShow { get; init; }

    /// <summary>The values of an enumeration.</summary>
    public IReadOnlyList<string> AcceptedValues { get; init; } = [];

    /// <summary>The message that PowerShell shows when it asks for the parameter or completes it.</summary>
    public string HelpMessage { get; init; } = "";

    /// <summary>Reads a YAML block.</summary>
    /// <exception cref="YamlException">It isn't YAML, or has a property that the schema doesn't have.</exception>
    public static ParameterFacts Parse(string yaml) => s_deserializer.Deserialize<ParameterFacts>(yaml);
}

/// <summary>A parameter in a parameter set.</summary>
public sealed class ParameterSetFacts
{
    /// <summary>The name of the set, or <c>(All)</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The position from 0, or <c>Named</c>.</summary>
    public string Position { get; init; } = "";

    /// <summary>Whether the parameter must be specified.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether piped objects are bound to the parameter.</summary>
    public bool ValueFromPipeline { get; init; }

    /// <summary>Whether properties of piped objects are bound to the parameter.</summary>
    public bool ValueFromPipelineByPropertyName { get; init; }

    /// <summary>Whether the parameter takes the arguments that are left.</summary>
    public bool ValueFromRemainingArguments { get; init; }
}
