using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;
using GenesysCloud.Json;

namespace FlowCmdlets.Binding;

/// <summary>Takes inputs as a dictionary, as an object with a property for each, or as JSON text of one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputDataTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Expected =
        "a hashtable, an object with a property for each input, or JSON such as {\"startDate\": \"2026-12-01\"}";

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        PSObject { BaseObject: PSCustomObject } custom => Members(custom),
        PSObject wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
        null or IDictionary => inputData,
        string text => Read(text),
        _ => throw new ArgumentTransformationMetadataException(
            $"A value of type {inputData.GetType().Name} is no set of inputs; expected {Expected}."),
    };

    private static OrderedDictionary Members(PSObject custom)
    {
        var members = new OrderedDictionary(StringComparer.Ordinal);
        foreach (PSPropertyInfo property in custom.Properties)
            members[property.Name] = property.Value;
        return members;
    }

    private static OrderedDictionary Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var members = new OrderedDictionary(StringComparer.Ordinal);
                foreach (JsonProperty member in document.RootElement.EnumerateObject())
                    members[member.Name] = JsonValues.Read(member.Value.Clone());
                return members;
            }
        }
        catch (JsonException malformed)
        {
            throw new ArgumentTransformationMetadataException($"The text is no JSON: {malformed.Message} Expected {Expected}.", malformed);
        }

        throw new ArgumentTransformationMetadataException($"The JSON is no object; expected {Expected}.");
    }
}
