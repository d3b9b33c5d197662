using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace PesterTests.Runner;

/// <summary>The options that choose tests: by file and by full name, with wildcards.</summary>
internal sealed class FilterOptions : ICommandLineOptionsProvider
{
    public const string File = "filter-file";
    public const string Name = "filter-name";

    public string Uid => nameof(FilterOptions);

    public string Version => "1.0.0";

    public string DisplayName => "Pester filters";

    public string Description => "Chooses the Pester tests to run.";

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() =>
    [
        new(File, "Runs only test files whose name matches a wildcard pattern, such as \"Launching*\".", ArgumentArity.ExactlyOne, isHidden: false),
        new(Name, "Runs only tests whose full name matches a wildcard pattern, such as \"*-WhatIf*\".", ArgumentArity.ExactlyOne, isHidden: false),
    ];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) => ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) => ValidationResult.ValidTask;
}

/// <summary>The tests that were asked for. A pattern that is null matches everything.</summary>
internal sealed record TestFilter(string? FilePattern, string? NamePattern)
{
    public static TestFilter From(ICommandLineOptions options) => new(Value(options, FilterOptions.File), Value(options, FilterOptions.Name));

    private static string? Value(ICommandLineOptions options, string name) =>
        options.TryGetOptionArgumentList(name, out string[]? values) ? values[0] : null;
}
