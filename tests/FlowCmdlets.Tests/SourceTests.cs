using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>What CONTRIBUTING.md asks of every C# file and no analyzer checks.</summary>
public sealed class SourceTests
{
    private const int MaxLineLength = 140;
    private const int MaxLinesInSource = 300;
    private const int MaxLinesInTests = 400;

    /// <summary>How the first line of a longer file begins; the reason follows.</summary>
    private const string ReasonToBeLong = "// Long on purpose: ";

    [Fact]
    public void No_line_is_too_long() => Assert.Empty(
        from file in new[] { "src", "build", "tests" }.SelectMany(Files)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > MaxLineLength
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {line.Item.Length} characters.");

    [Theory]
    [InlineData("src", MaxLinesInSource)]
    [InlineData("build", MaxLinesInSource)]
    [InlineData("tests", MaxLinesInTests)]
    public void No_file_is_too_long_unless_its_first_line_says_why(string folder, int most) => Assert.Empty(
        from file in Files(folder)
        let lines = File.ReadAllLines(file)
        where lines.Length > most && !lines[0].StartsWith(ReasonToBeLong, StringComparison.Ordinal)
        select $"{Path.GetRelativePath(Repository.Root, file)} has {lines.Length} lines.");

    private static string[] Files(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }
}
