using HelpBuilder.Pages;

namespace HelpBuilder;

/// <summary>Makes the files that <c>Get-Help</c> reads: <c>HelpBuilder &lt;pages&gt; &lt;manifest&gt; &lt;output&gt;</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var pages, var manifest, var output])
        {
            Console.Error.WriteLine("Usage: HelpBuilder <folder of the pages> <module manifest> <output folder>");
            return 2;
        }

        try
        {
            foreach ((string name, byte[] content) in HelpFiles.Make(pages, ProjectAddress.Read(manifest)))
                Write(Path.Combine(output, name), content);
            return 0;
        }
        catch (Exception problem) when (problem is HelpPageException or IOException)
        {
            // In the form that MSBuild reports as an error of the build.
            Console.Error.WriteLine($"HelpBuilder : error HELP001: {problem.Message}");
            return 1;
        }
    }

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, content);
    }
}
