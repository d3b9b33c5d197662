using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlowCmdlets.Binding;
using GenesysCloud.Launching.Reports;

namespace FlowCmdlets.Completion;

/// <summary>The columns of the rows that a command gets, where <c>Import-Csv</c> stands before it in the pipeline.</summary>
/// <remarks>Nothing of the pipeline is run: of the file, the header is read.</remarks>
internal static class CsvColumns
{
    // Longer than any header, and short enough to be read at a key.
    private const int MaxHeaderLength = 64 * 1024;

    /// <summary>Cmdlets that emit the rows they get, or some of them, with all their columns.</summary>
    private static readonly HashSet<string> s_passing = new(
        ["Where-Object", "where", "?", "Sort-Object", "sort", "Tee-Object", "tee", "Get-Random"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns in the order of the file; empty if there is no such file, or if rows come from elsewhere.</summary>
    /// <param name="command">The command that gets the rows.</param>
    public static IEnumerable<Suggestion> Upstream(CommandAst command)
    {
        if (SourceOf(command) is not { } import)
            return [];
        Dictionary<string, ParameterBindingResult> parameters = StaticParameterBinder.BindCommand(import).BoundParameters;
        if (FileOf(parameters) is not { } file)
            return [];
        IEnumerable<string> columns = Value(parameters, "Header") is { } header
            ? LanguagePrimitives.ConvertTo<string[]>(header)
            : ReadColumns(file, DelimiterOf(parameters));
        return Suggest(columns, file);
    }

    /// <summary>The columns of a file that a run's results were exported to; empty if there is no such file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What stands between two names; null for the usual one with which the file has a column Id.</param>
    public static IEnumerable<Suggestion> OfResults(string path, char? delimiter)
    {
        if (FileOf("LiteralPath", path) is not { } file)
            return [];
        IEnumerable<IReadOnlyList<string>> headers =
            (delimiter is { } given ? [given] : ResultsFile.Delimiters).Select(used => ReadColumns(file, used));
        return Suggest(headers.FirstOrDefault(columns => columns.Contains("Id", StringComparer.OrdinalIgnoreCase)) ?? [], file);
    }

    private static IEnumerable<Suggestion> Suggest(IEnumerable<string> columns, string file)
    {
        string name = Path.GetFileName(file);
        return columns.Select(ColumnNames.Trim)
            // What was damaged while it was decoded would name no column.
            .Where(column => column.Length > 0 && !column.Contains('\uFFFD', StringComparison.Ordinal))
            .Select((column, index) => new Suggestion(column, $"Column {index + 1} of {name}"));
    }

    private static CommandAst? SourceOf(CommandAst command)
    {
        if (command.Parent is not PipelineAst pipeline)
            return null;
        for (int i = pipeline.PipelineElements.IndexOf(command) - 1; i >= 0; i--)
        {
            string? name = (pipeline.PipelineElements[i] as CommandAst)?.GetCommandName();
            if (name is "" or null)
                return null;
            name = name[(name.LastIndexOf('\\') + 1)..];
            if (name.Equals("Import-Csv", StringComparison.OrdinalIgnoreCase) || name.Equals("ipcsv", StringComparison.OrdinalIgnoreCase))
                return (CommandAst)pipeline.PipelineElements[i];
            if (!s_passing.Contains(name))
                return null;
        }

        return null;
    }

    private static string? FileOf(Dictionary<string, ParameterBindingResult> parameters)
    {
        bool isLiteral = parameters.ContainsKey("LiteralPath");
        object? path = Value(parameters, isLiteral ? "LiteralPath" : "Path");
        return path is null ? null : FileOf(isLiteral ? "LiteralPath" : "Path", path);
    }

    private static string? FileOf(string parameter, object path) =>
        EngineCall.Invoke("Microsoft.PowerShell.Management\\Resolve-Path", (parameter, path))
            .Select(resolved => resolved.BaseObject)
            .OfType<PathInfo>()
            .FirstOrDefault(resolved => resolved.Provider.Name == "FileSystem")?.ProviderPath;

    private static char DelimiterOf(Dictionary<string, ParameterBindingResult> parameters)
    {
        if (Value(parameters, "Delimiter") is { } delimiter)
            return LanguagePrimitives.ConvertTo<char>(delimiter);
        return parameters.ContainsKey("UseCulture") ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : ',';
    }

    /// <summary>What an argument is, as far as that is known without running it: a constant, or a variable's value.</summary>
    private static object? Value(Dictionary<string, ParameterBindingResult> parameters, string parameter)
    {
        if (!parameters.TryGetValue(parameter, out ParameterBindingResult? argument))
            return null;
        if (argument.Value is VariableExpressionAst { Splatted: false } variable)
        {
            return EngineCall.Invoke(
                "Microsoft.PowerShell.Utility\\Get-Variable",
                ("Name", WildcardPattern.Escape(variable.VariablePath.UserPath)),
                ("ValueOnly", true)) is [{ } value]
                ? value.BaseObject
                : null;
        }

        return argument.ConstantValue ?? (argument.Value is ArrayLiteralAst list ? list.SafeGetValue() : null);
    }

    private static IReadOnlyList<string> ReadColumns(string file, char delimiter)
    {
        using StreamReader reader = CsvText.Open(file);
        char[] buffer = new char[MaxHeaderLength];
        return CsvHeader.Read(buffer.AsSpan(0, reader.ReadBlock(buffer, 0, buffer.Length)), delimiter);
    }
}
