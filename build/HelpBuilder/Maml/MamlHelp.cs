using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;

namespace HelpBuilder.Maml;

/// <summary>Writes pages as MAML, the XML that <c>Get-Help</c> reads.</summary>
/// <param name="plain">Writes the text of the pages.</param>
/// <param name="onlineAddressOf">The address of a page that <c>Get-Help -Online</c> opens.</param>
public sealed partial class MamlHelp(PlainText plain, Func<string, string> onlineAddressOf)
{
    private const string SwitchType = "System.Management.Automation.SwitchParameter";
    private const string AllSets = "(All)";

    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the pages into one document, in their order. The same pages are the same bytes.</summary>
    /// <exception cref="HelpPageException">A page contradicts itself, or has something that can't be shown in a terminal.</exception>
    public byte[] Write(IEnumerable<CommandPage> pages)
    {
        var document = new XDocument(new XElement(
            s_help + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            pages.Select(CommandOf)));
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
        };
        using (var writer = XmlWriter.Create(bytes, settings))
            document.Save(writer);
        return bytes.ToArray();
    }

    private XElement CommandOf(CommandPage page)
    {
        try
        {
            return Command(page);
        }
        catch (FormatException malformed)
        {
            throw new HelpPageException(page.Path, malformed.Message, malformed);
        }
    }

    private XElement Command(CommandPage page) => new(
        s_command + "command",
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", page.Name),
            new XElement(s_command + "verb", page.Name[..page.Name.IndexOf('-', StringComparison.Ordinal)]),
            new XElement(s_command + "noun", page.Name[(page.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]),
            Paragraphs(s_maml + "description", page.Synopsis)),
        Paragraphs(s_maml + "description", page.Description),
        new XElement(s_command + "syntax", page.Syntax.Select(form => SyntaxItem(page, form))),
        new XElement(s_command + "parameters", page.Parameters.Select(Parameter)),
        new XElement(s_command + "inputTypes", page.Inputs.Select(type => PipedType(s_command + "inputType", type))),
        new XElement(s_command + "returnValues", page.Outputs.Select(type => PipedType(s_command + "returnValue", type))),
        new XElement(s_maml + "alertSet", Paragraphs(s_maml + "alert", page.Notes)),
        new XElement(s_command + "examples", page.Examples.Select(Example)),
        new XElement(
            s_command + "relatedLinks",
            page.Links.Select(link => Link(link.Text, plain.AddressOf(link.Address) ?? ""))
                .Prepend(Link("Online version", onlineAddressOf(page.Name)))));

    private static XElement SyntaxItem(CommandPage page, SyntaxForm form) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", page.Name),
        SyntaxParameter().Matches(form.Text).Select(match =>
        {
            string name = match.Groups["Name"].Value;
            PageParameter parameter = page.Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new FormatException($"the syntax has a parameter -{name}, which is not described.");
            ParameterSetFacts set = parameter.Facts.ParameterSets
                .FirstOrDefault(set => set.Name == form.ParameterSet || set.Name == AllSets)
                ?? throw new FormatException($"-{name} isn't in the parameter set {form.ParameterSet}, whose syntax has it.");
            return new XElement(
                s_command + "parameter",
                Attributes(parameter.Facts, set),
                new XElement(s_maml + "name", name),
                parameter.Facts.AcceptedValues.Count == 0 ? null : new XElement(
                    s_command + "parameterValueGroup",
                    parameter.Facts.AcceptedValues.Select(value => new XElement(s_command + "parameterValue", value))),
                match.Groups["Type"] is { Success: true, Value: var type } ? ParameterValue(type) : null);
        }));

    private XElement Parameter(PageParameter parameter)
    {
        ParameterFacts facts = parameter.Facts;
        return new XElement(
            s_command + "parameter",
            Attributes(facts, facts.ParameterSets[0]),
            new XElement(s_maml + "name", parameter.Name),
            Paragraphs(s_maml + "description", parameter.Description),
            facts.Type == SwitchType ? null : ParameterValue(facts.Type),
            Type(facts.Type),
            new XElement(s_dev + "defaultValue", facts.DefaultValue));
    }

    private static XAttribute[] Attributes(ParameterFacts facts, ParameterSetFacts set) =>
    [
        new("required", set.IsRequired),
        new("variableLength", false),
        new("globbing", facts.SupportsWildcards),
        new("pipelineInput", PipelineInput(set)),
        new("position", set.Position == "Named" ? "named" : set.Position),
        new("aliases", facts.Aliases.Count == 0 ? "none" : string.Join(", ", facts.Aliases)),
    ];

    private static string PipelineInput(ParameterSetFacts set) => set switch
    {
        { ValueFromPipeline: true, ValueFromPipelineByPropertyName: true } => "True (ByPropertyName, ByValue)",
        { ValueFromPipeline: true } => "True (ByValue)",
        { ValueFromPipelineByPropertyName: true } => "True (ByPropertyName)",
        _ => "False",
    };

    // The commands come first, as in all help of this form: Get-Help would write them on the last line of an introduction.
    private XElement Example(Example example) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"--------- {example.Title} ---------"),
        new XElement(s_dev + "code", example.Code),
        Paragraphs(s_dev + "remarks", example.Content.Where(block => block is not FencedCodeBlock { Info: "powershell" })));

    private static XElement ParameterValue(string type) =>
        new(s_command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), type);

    private static XElement Type(string name) => new(s_dev + "type", new XElement(s_maml + "name", name), new XElement(s_maml + "uri"));

    private XElement PipedType(XName element, PipedType type) =>
        new(element, Type(type.Name), Paragraphs(s_maml + "description", type.Description));

    private static XElement Link(string text, string address) =>
        new(s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", address));

    private XElement Paragraphs(XName element, IEnumerable<Block> blocks) =>
        new(element, plain.Paragraphs(blocks).Select(paragraph => new XElement(s_maml + "para", paragraph)));

    [GeneratedRegex(@"(?<=[ [])-(?<Name>[A-Z]\w*)\]?(?: <(?<Type>[^>]+)>)?")]
    private static partial Regex SyntaxParameter();
}
