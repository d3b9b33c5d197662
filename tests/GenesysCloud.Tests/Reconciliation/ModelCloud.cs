using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Launching.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>What becomes of a launch request.</summary>
internal enum Disposition
{
    Answered,
    LaunchedAndLost,

    /// <summary>Lost, and carried out later.</summary>
    LaunchedLate,
    Lost,
    Refused,
}

/// <summary>A launch that happened.</summary>
internal sealed record ModelLaunch(string Id, int Row, string Name, DateTimeOffset At);

/// <summary>As much of the platform as launching and looking for launches need, in memory, without a network.</summary>
internal sealed class ModelCloud(AutoAdvancingTimeProvider clock) : HttpMessageHandler
{
    /// <summary>As many runs as one search gives, but for those of others.</summary>
    public const int MostShown = 198;

    public const string FlowId = "11111111-2222-3333-4444-555555555555";

    private readonly Lock _lock = new();
    private readonly List<ModelLaunch> _launches = [];

    /// <summary>What becomes of the next launch of a row.</summary>
    public Func<int, Disposition> FateOf { get; set; } = _ => Disposition.Answered;

    /// <summary>How long after it came in a late launch is carried out.</summary>
    public Func<int, TimeSpan> DelayOf { get; set; } = _ => TimeSpan.Zero;

    /// <summary>When a request is carried out, and when its response leaves; at once unless a schedule decides.</summary>
    public Func<CancellationToken, Task> Turn { get; set; } = _ => Task.CompletedTask;

    /// <summary>Sees the name of each launch request when it comes in.</summary>
    public Action<string> Arrives { get; set; } = _ => { };

    /// <summary>Whether runs of flows are stored, so that a search shows them.</summary>
    public bool StoresExecutionData { get; set; } = true;

    public TimeSpan IndexLag { get; set; }

    /// <summary>Of each run, how much later than others the search shows it.</summary>
    public Func<ModelLaunch, TimeSpan> ExtraLag { get; set; } = _ => TimeSpan.Zero;

    public bool KeepsNames { get; set; } = true;

    /// <summary>What is kept of a name.</summary>
    public Func<string, string> NameKept { get; set; } = name => name;

    /// <summary>Whether an execution can still be read.</summary>
    public Func<ModelLaunch, bool> IsReadable { get; set; } = _ => true;

    /// <summary>Whether the search ever shows a run.</summary>
    public Func<ModelLaunch, bool> IsShown { get; set; } = _ => true;

    /// <summary>When the search says that a run ended; null that it says nothing of it.</summary>
    public Func<ModelLaunch, DateTimeOffset?>? EndShown { get; set; }

    /// <summary>By how much the next answers' Date is wrong.</summary>
    public TimeSpan DateIsWrongBy { get; set; }

    /// <summary>Runs of the flow that others launched.</summary>
    public IReadOnlyList<(string Id, DateTimeOffset At)> Strangers { get; set; } = [];

    /// <summary>Whether there are at any time other runs of the flow, one that has ended and one that has not.</summary>
    public bool HasOtherRuns { get; set; } = true;

    /// <summary>Sees the number of each search before it is carried out.</summary>
    public Action<int> Searching { get; set; } = _ => { };

    /// <summary>How long a run takes.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many executions were read.</summary>
    public int Reads { get; private set; }

    /// <summary>How many searches there were.</summary>
    public int Searches { get; private set; }

    public IReadOnlyList<ModelLaunch> Launches
    {
        get
        {
            lock (_lock)
                return [.. _launches];
        }
    }

    /// <summary>A cloud in which these launches have happened.</summary>
    public static ModelCloud With(AutoAdvancingTimeProvider clock, IEnumerable<ModelLaunch> launches)
    {
        var cloud = new ModelCloud(clock);
        cloud._launches.AddRange(launches);
        return cloud;
    }

    /// <summary>A client on a machine whose clock is wrong by so much.</summary>
    public GenesysCloudClient CreateClient(TimeSpan wrongBy = default) => CreateClient(clock.WrongBy(wrongBy));

    /// <summary>A client on a machine with this clock.</summary>
    public GenesysCloudClient CreateClient(TimeProvider machine) => new(new GenesysCloudClientOptions
    {
        AccessToken = "fake-token",
        Timeout = AutoAdvancingTimeProvider.RequestTimeout,
        TimeProvider = machine,
        Randomizer = () => 0.5,
        Handler = this,
    });

    /// <summary>Lets so much time pass that the service carries nothing out any more.</summary>
    public void PassTheLatestLaunch() => clock.Advance(ReconciliationEvidence.LatestLaunch + TimeSpan.FromMinutes(5));

    public void AssertNoRowTwice() => Assert.All(Launches.GroupBy(launch => launch.Row), launches => Assert.Single(launches));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using JsonDocument? body = request.Content is null
            ? null
            : JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        clock.Advance(TimeSpan.FromMilliseconds(40));

        // Who does not wait for a response must not have it by chance.
        await Task.Yield();
        await Turn(cancellationToken);
        HttpResponseMessage answer = Answer(request, body);
        await Turn(cancellationToken);
        return answer;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, JsonDocument? body)
    {
        lock (_lock)
        {
            HttpResponseMessage answer = (request.Method.Method, request.RequestUri!.AbsolutePath) switch
            {
                ("POST", "/api/v2/flows/executions") => Launch(body!.RootElement),
                ("POST", "/api/v2/flows/instances/query") => Search(body!.RootElement),
                ("GET", "/api/v2/organizations/me") => Answer(new { id = "org", name = "Model" }),
                ("GET", var path) => Read(path.Split('/')[^1]),
                var (method, path) => throw new InvalidOperationException($"{method} {path}"),
            };
            answer.Headers.Date = clock.GetUtcNow() + DateIsWrongBy;
            return answer;
        }
    }

    private HttpResponseMessage Launch(JsonElement request)
    {
        string name = request.GetProperty("name").GetString()!;
        Arrives(name);
        int row = request.GetProperty("inputData").GetProperty("Flow.row").GetInt32();
        Disposition fate = FateOf(row);
        if (fate == Disposition.Refused)
            return Failure(HttpStatusCode.BadRequest);
        if (fate == Disposition.Lost)
            return Failure(HttpStatusCode.ServiceUnavailable);
        DateTimeOffset at = clock.GetUtcNow() + (fate == Disposition.LaunchedLate ? DelayOf(row) : TimeSpan.Zero);
        var launch = new ModelLaunch(Guid.NewGuid().ToString(), row, name, at);
        _launches.Add(launch);
        return fate is Disposition.LaunchedAndLost or Disposition.LaunchedLate
            ? Failure(HttpStatusCode.GatewayTimeout)
            : Answer(new { id = launch.Id, name, flowVersion = new { id = "1.0" } });
    }

    private HttpResponseMessage Search(JsonElement request)
    {
        Searching(++Searches);
        string[] values = [.. request.GetProperty("query")
            .EnumerateArray()
            .Select(group => group.GetProperty("criteria").GetProperty("value").GetString()!)];
        var from = DateTimeOffset.Parse(values[1], CultureInfo.InvariantCulture);
        var to = DateTimeOffset.Parse(values[2], CultureInfo.InvariantCulture);
        DateTimeOffset now = clock.GetUtcNow();
        IEnumerable<object> found = _launches
            .Where(launch => launch.At >= from && launch.At < to && launch.At + IndexLag + ExtraLag(launch) <= now && IsShown(launch))
            .Select(launch => (
                launch.Id,
                launch.At,
                End: EndShown is null ? launch.At + Duration <= now ? launch.At + Duration : (DateTimeOffset?)null : EndShown(launch)))
            .Concat(Strangers.Where(run => run.At >= from && run.At < to && run.At <= now)
                .Select(run => (run.Id, run.At, End: (DateTimeOffset?)run.At)))
            .OrderBy(run => run.Id, StringComparer.Ordinal).Take(MostShown)
            .Select(run => Instance(run.Id, run.At, run.End));
        IEnumerable<object> others = HasOtherRuns && from + IndexLag <= now
            ? [Instance("ended", from, from), Instance("running", from, null)]
            : [];
        return Answer(new { entities = StoresExecutionData ? found.Concat(others).ToArray() : [] });
    }

    private static object Instance(string id, DateTimeOffset started, DateTimeOffset? ended) =>
        new { id, startDateTime = started, endDateTime = ended };

    private HttpResponseMessage Read(string id)
    {
        Reads++;
        if (id is "ended" or "running" || Strangers.Any(run => run.Id == id))
            return Answer(new { id, name = "Launched by somebody else", status = "RUNNING" });
        return _launches.Find(launch => launch.Id == id) is { } launch && IsReadable(launch)
            ? Answer(new { id, name = KeepsNames ? NameKept(launch.Name) : null, status = "COMPLETED", flowVersion = new { id = "1.0" } })
            : Failure(HttpStatusCode.NotFound);
    }

    private static HttpResponseMessage Answer(object body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };

    private static HttpResponseMessage Failure(HttpStatusCode status) =>
        new(status) { Content = JsonContent.Create(new { status = (int)status, code = "model", message = "As the test has it." }) };
}
