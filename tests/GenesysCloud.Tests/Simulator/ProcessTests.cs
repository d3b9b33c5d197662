using System.Diagnostics;
using System.Text.RegularExpressions;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed partial class ProcessTests
{
    [GeneratedRegex(@"^Simulated Genesys Cloud at (?<address>http://127\.0\.0\.1:\d+) \(client id (?<id>\S+) secret (?<secret>\S+)\)$")]
    private static partial Regex ReadyLine { get; }

    private static Process Start(
        params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(CloudSimulator).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [Fact]
    public async Task The_process_reports_when_it_is_ready_serves_and_stops_on_request()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using Process process = Start("--port", "0", "--seed", "7");
        Match ready = ReadyLine.Match((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        Assert.True(ready.Success);
        Assert.Equal(SimulatedClients.Administrator.Secret, ready.Groups["secret"].Value);
        using var http = new HttpClient();
        Assert.Contains(
            "\"count\":0",
            await http.GetStringAsync(
                new Uri(ready.Groups["address"].Value + "/_simulator/launches"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Settings_to_start_with_come_from_a_file()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, """{"rateLimitHeaders":true,"rateLimit":7}""", TestContext.Current.CancellationToken);
            using Process process = Start("--settings", path);
            Match ready = ReadyLine.Match((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            using var http = new HttpClient();
            var settings = new Uri(ready.Groups["address"].Value + "/_simulator/settings");
            string returned = await http.GetStringAsync(settings, TestContext.Current.CancellationToken);
            process.Kill();
            Assert.Contains("\"rateLimit\":7,", returned, StringComparison.Ordinal);
            Assert.Contains("\"rateLimitHeaders\":true,", returned, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Settings_and_faults_to_start_with_come_from_the_command_line_too()
    {
        using Process process = Start(
            "--setting", "rateLimit=7", "--setting", "latency=00:00:00.001", "--setting",
            """resourceLimits={"POST /api/v2/flows/executions":5}""", "--fault", "kind=DropAfter,path=/api/v2/flows/*,skip=3,times=null",
            "--fault", """{"kind":"StatusBefore","status":502}""");
        Match ready = ReadyLine.Match((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        using var http = new HttpClient { BaseAddress = new Uri(ready.Groups["address"].Value + "/_simulator/") };
        string settings = await http.GetStringAsync(new Uri("settings", UriKind.Relative), TestContext.Current.CancellationToken);
        string faults = await http.GetStringAsync(new Uri("faults", UriKind.Relative), TestContext.Current.CancellationToken);
        process.Kill();
        Assert.Contains("\"rateLimit\":7,", settings, StringComparison.Ordinal);
        Assert.Contains("\"latency\":\"00:00:00.001", settings, StringComparison.Ordinal);
        Assert.Contains("\"POST /api/v2/flows/executions\":5", settings, StringComparison.Ordinal);
        Assert.Contains("\"path\":\"/api/v2/flows/*\",\"status\":503,\"skip\":3,\"times\":null", faults, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"StatusBefore\"", faults, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_every_option()
    {
        using Process process = Start("--help");
        string shown = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        string[] options = ["--port", "--flows", "--settings", "--setting", "--fault", "--seed", "--help"];
        Assert.All(options, option => Assert.Contains($"\n  {option} ", shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_to_start_with_are_those_of_a_reset_and_the_defaults_of_a_PUT()
    {
        var options = new SimulatorOptions { Settings = new SimulatorSettings { RateLimit = 7, Compression = false } };
        await using CloudSimulator cloud = await CloudSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        cloud.Settings.RateLimit = 8;
        cloud.Reset();
        Assert.Equal((7, false), (cloud.Settings.RateLimit, cloud.Settings.Compression));
        cloud.Settings.RateLimit = 8;
        using var http = new HttpClient { BaseAddress = cloud.BaseAddress };
        using var body = new StringContent("{}");
        await http.PutAsync("_simulator/settings", body, TestContext.Current.CancellationToken);
        Assert.Equal(7, cloud.Settings.RateLimit);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_at_the_start()
    {
        await using CloudSimulator first = await CloudSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(
            () => CloudSimulator.StartAsync(new SimulatorOptions { Port = first.BaseAddress.Port }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2, "Usage", "--port", "many")]
    [InlineData(2, "--port: expected a number from 0 to 65535, found 65536.", "--port", "65536")]
    [InlineData(2, "--seed: expected a number, found x.", "--seed", "x")]
    [InlineData(2, "'--prot' is not an option.", "--prot", "1")]
    [InlineData(2, "--setting: expected name=value, found rateLimit.", "--setting", "rateLimit")]
    [InlineData(2, "--setting: rateLimit: expected", "--setting", "rateLimit=0")]
    [InlineData(2, "'rateLimt'", "--setting", "rateLimt=60")]
    [InlineData(2, "--fault: kind: expected", "--fault", "kind=Explode")]
    [InlineData(2, "--fault: ", "--fault", "{")]
    [InlineData(2, "Usage", "--flows")]
    [InlineData(1, "no-such-file.json", "--flows", "no-such-file.json")]
    [InlineData(2, "Usage", "--flows", "")]
    [InlineData(1, "no-such-settings.json", "--settings", "no-such-settings.json")]
    public async Task What_it_cannot_start_with_it_says_and_exits(int exitCode, string said, params string[] arguments)
    {
        using Process process = Start(arguments);
        Assert.Contains(said, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, process.ExitCode);
    }
}
