using System.IO.Enumeration;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Requests;

namespace PesterTests.Runner;

/// <summary>Runs the Pester suite file by file, and reports each Pester test as a test.</summary>
internal sealed class PesterFramework(TestEnvironment environment, TestFilter filter) : ITestFramework, IDataProducer
{
    private readonly PesterProcess _pester = new(environment);

    public string Uid => nameof(PesterFramework);

    public string Version => "1.0.0";

    public string DisplayName => "Pester";

    public string Description => "Pester tests in PowerShell";

    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) =>
        Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) =>
        Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        bool discoverOnly = context.Request is DiscoverTestExecutionRequest;
        foreach (string file in Directory.EnumerateFiles(environment.TestFolder, "*.Tests.ps1").Where(Matches).Order(StringComparer.Ordinal))
        {
            PesterReport report = await _pester.RunAsync(file, filter.NamePattern, discoverOnly, context.CancellationToken);
            foreach (PesterTest test in report.Tests)
                await context.MessageBus.PublishAsync(this, new TestNodeUpdateMessage(context.Request.Session.SessionUid, ToNode(test)));
        }

        context.Complete();
    }

    private static TestNode ToNode(PesterTest test)
    {
        string id = $"{Path.GetFileName(test.File)}: {test.Name}";
        var position = new LinePosition(test.Line, 0);
        return new TestNode
        {
            Uid = id,
            DisplayName = id,
            Properties = new PropertyBag(
                State(test),
                new TestFileLocationProperty(test.File, new LinePositionSpan(position, position)),
                new TimingProperty(new TimingInfo(default, default, TimeSpan.FromMilliseconds(test.Milliseconds)))),
        };
    }

    private static TestNodeStateProperty State(PesterTest test) => test.Outcome switch
    {
        PesterOutcome.NotRun => DiscoveredTestNodeStateProperty.CachedInstance,
        PesterOutcome.Passed => PassedTestNodeStateProperty.CachedInstance,
        PesterOutcome.Skipped => new SkippedTestNodeStateProperty(test.Message ?? ""),
        _ => new FailedTestNodeStateProperty(new PesterFailureException(test.Message ?? "", test.StackTrace)),
    };

    private bool Matches(string file) =>
        filter.FilePattern is null || FileSystemName.MatchesSimpleExpression(filter.FilePattern, Path.GetFileName(file));
}
