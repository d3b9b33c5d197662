using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;
using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Services;
using PesterTests.Runner;

var environment = TestEnvironment.Create();
if (environment.Problem is not null)
{
    Console.Error.WriteLine(environment.Problem);
    return 1;
}

ITestApplicationBuilder builder = await TestApplication.CreateBuilderAsync(args);
builder.CommandLine.AddProvider(() => new FilterOptions());
builder.RegisterTestFramework(
    _ => new TestFrameworkCapabilities(),
    (_, services) => new PesterFramework(environment, TestFilter.From(services.GetCommandLineOptions())));
using ITestApplication application = await builder.BuildAsync();
return await application.RunAsync();
