using System.Globalization;
using System.Text.Json.Serialization;

namespace PesterTests.Runner;

/// <summary>What <c>Invoke-TestFile.ps1</c> reports of one test file.</summary>
internal sealed record PesterReport(IReadOnlyList<PesterTest> Tests)
{
    private const int QuotedOutput = 4000;

    public static PesterReport OfCrash(string file, int exitCode, string output) => new(
    [
        new PesterTest(
            Path.GetFileName(file), file, 1, PesterOutcome.Failed, 0,
            string.Create(CultureInfo.InvariantCulture, $"PowerShell exited with code {exitCode} before it reported a result. It wrote:\n{(output.Length > QuotedOutput ? output[..QuotedOutput] + "…" : output).Trim()}"),
            StackTrace: null),
    ]);
}

/// <summary>One test, or a block or file that failed as a whole.</summary>
/// <param name="Name">The names of the blocks around it and its own.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Message">What failed, or why it was skipped; null if there is nothing to say.</param>
internal sealed record PesterTest(
    string Name, string File, int Line, PesterOutcome Outcome, double Milliseconds, string? Message, string? StackTrace);

[JsonConverter(typeof(JsonStringEnumConverter<PesterOutcome>))]
internal enum PesterOutcome
{
    /// <summary>Found, and not run.</summary>
    NotRun,
    Passed,
    Failed,
    Skipped,
}
