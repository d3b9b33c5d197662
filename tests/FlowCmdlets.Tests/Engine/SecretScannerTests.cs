using System.Text;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Engine;

/// <summary>The search for secrets finds what is leaked on purpose, wherever that is.</summary>
public sealed class SecretScannerTests : CloudTest
{
    private const string Secret = "not-a-secret-administrator";

    [Theory]
    [InlineData("$leak")]
    [InlineData("[pscustomobject]@{ a = @{ b = @($leak) } }")]
    [InlineData("Write-Warning $leak")]
    [InlineData("Write-Verbose $leak -Verbose")]
    [InlineData("Write-Debug $leak -Debug")]
    [InlineData("Write-Information $leak")]
    [InlineData("Write-Host $leak")]
    [InlineData("Write-Progress -Activity $leak -Status 'x'")]
    [InlineData("Write-Error $leak -ErrorAction Continue")]
    [InlineData("throw [Exception]::new('outer', [Exception]::new($leak))")]
    [InlineData("[System.Net.NetworkCredential]::new('user', $leak)")]
    public void A_secret_on_a_stream_or_in_an_object_fails_the_test(string script)
    {
        string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("id:" + Secret));
        foreach (string leak in (string[])[Secret, "fake-pass-1", basic])
        {
            Shell["leak"] = leak;
            Assert.Throws<SecretFoundException>(() => Run(script));
        }

        Shell["leak"] = "harmless";
        Run(script);
    }

    [Fact]
    public async Task A_token_that_the_simulator_issued_fails_the_test()
    {
        Shell["leak"] = await IssueTokenAsync();
        Assert.Throws<SecretFoundException>(() => Run("$leak"));
    }

    [Fact]
    public void A_secret_in_a_file_fails_the_test()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("leak-");
        try
        {
            // Where all temporary files of the tests are.
            Assert.Equal(TestFolders.Root.FullName, folder.Parent!.FullName);
            File.WriteAllText(Path.Combine(folder.FullName, "log.txt"), $"first line\nsecret={Secret}\n");
            Assert.Throws<SecretFoundException>(() => SecretScanner.Scan(folder));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Only_the_cmdlet_for_it_may_emit_a_token_and_only_as_output()
    {
        Connect();
        Run("Get-GenesysCloudAccessToken -AsPlainText").WithoutErrors();
        Assert.Throws<SecretFoundException>(() => Run("Write-Warning (Get-GenesysCloudAccessToken -AsPlainText)"));
    }
}
