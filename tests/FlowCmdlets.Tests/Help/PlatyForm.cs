using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text;
using HelpBuilder.Pages;
using YamlDotNet.Serialization;

namespace FlowCmdlets.Tests.Help;

/// <summary>What a page has to say about a cmdlet, in the form in which Microsoft.PowerShell.PlatyPS 1.0 writes it.</summary>
internal static class PlatyForm
{
    private const int LineWidth = 100;

    /// <summary>The parameters that a page describes, in the order of the page. The common ones are described together.</summary>
    public static IEnumerable<ParameterMetadata> Parameters(CmdletInfo cmdlet) => cmdlet.Parameters.Values
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
        .OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The YAML block of a parameter.</summary>
    public static string Yaml(CmdletInfo cmdlet, ParameterMetadata parameter)
    {
        var facts = new ParameterFacts
        {
            Type = TypeName(parameter.ParameterType),
            DefaultValue = DefaultValue(cmdlet, parameter),
            SupportsWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Aliases = [.. parameter.Aliases],
            ParameterSets = [.. parameter.ParameterSets.Select(set => SetFacts(set.Key, set.Value))],
            DontShow = parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow),
            AcceptedValues = Underlying(parameter.ParameterType) is { IsEnum: true } values ? [.. Enum.GetNames(values)] : [],
            HelpMessage = HelpMessage(parameter),
        };
        return new SerializerBuilder().WithNewLine("\n").Build().Serialize(facts).TrimEnd();
    }

    /// <summary>The message that PowerShell shows for a parameter; empty for -WhatIf and -Confirm, which are PowerShell's.</summary>
    public static string HelpMessage(ParameterMetadata parameter) =>
        parameter.Attributes.OfType<ParameterAttribute>().First().HelpMessage ?? "";

    /// <summary>The syntax of each parameter set, below its heading.</summary>
    public static IEnumerable<(string Heading, string Text)> Syntax(CmdletInfo cmdlet) =>
        cmdlet.ParameterSets.Select(set => (set.IsDefault ? $"{set.Name} (Default)" : set.Name, Syntax(cmdlet.Name, set)));

    private static string Syntax(string cmdlet, CommandParameterSetInfo set)
    {
        IEnumerable<CommandParameterInfo> parameters = set.Parameters
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Position >= 0 ? 0 : parameter.IsMandatory ? 1 : 2)
            .ThenBy(parameter => parameter.Position);
        var text = new StringBuilder();
        var line = new StringBuilder(cmdlet);
        foreach (string word in parameters.Select(Syntax).Append("[<CommonParameters>]"))
        {
            if (line.Length + word.Length + 1 > LineWidth)
            {
                text.Append(line).Append('\n');
                line.Clear();
            }

            line.Append(' ').Append(word);
        }

        return text.Append(line).ToString();
    }

    private static string Syntax(CommandParameterInfo parameter)
    {
        bool isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        string name = parameter.Position >= 0 ? $"[-{parameter.Name}]" : $"-{parameter.Name}";
        string whole = isSwitch ? name : $"{name} <{ShortName(parameter.ParameterType)}>";
        return parameter.IsMandatory ? whole : $"[{whole}]";
    }

    private static ParameterSetFacts SetFacts(string name, ParameterSetMetadata set) => new()
    {
        Name = name == ParameterAttribute.AllParameterSets ? "(All)" : name,
        Position = set.Position == int.MinValue ? "Named" : set.Position.ToString(CultureInfo.InvariantCulture),
        IsRequired = set.IsMandatory,
        ValueFromPipeline = set.ValueFromPipeline,
        ValueFromPipelineByPropertyName = set.ValueFromPipelineByPropertyName,
        ValueFromRemainingArguments = set.ValueFromRemainingArguments,
    };

    /// <summary>What a new cmdlet has in the parameter's property.</summary>
    private static string DefaultValue(CmdletInfo cmdlet, ParameterMetadata parameter)
    {
        object? value = cmdlet.ImplementingType.GetProperty(parameter.Name)?.GetValue(Activator.CreateInstance(cmdlet.ImplementingType));
        return value switch
        {
            _ when parameter.ParameterType == typeof(SwitchParameter) => "False",
            null or "" or ICollection { Count: 0 } or SecureString { Length: 0 } or PSCredential { UserName: null } => "None",
            string text => text,
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"The default of {cmdlet.Name} -{parameter.Name} is {value}."),
        };
    }

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } underlying
        ? $"System.Nullable`1[{underlying.FullName}]"
        : type.FullName!;

    /// <summary>The name as in <c>Get-Command -Syntax</c>: the accelerator of PowerShell, or the name without its namespace.</summary>
    private static string ShortName(Type type)
    {
        string name = LanguagePrimitives.ConvertTo<string>(Underlying(type));
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
