using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Which outcomes end a run, and which do not.</summary>
public sealed class RunEndPolicyTests
{
    private const int ThrottleLimit = 4;

    private static readonly RowOutcome s_launched =
        new RowOutcome.Launched(new FlowExecutionLaunchResponse("id", "name", null), DateTimeOffset.UnixEpoch);

    private static readonly RowOutcome s_unsent = new RowOutcome.NotSent(NotSentReason.Connection, Failure(SendOutcome.NotSent));
    private static readonly RowOutcome s_unknown = new RowOutcome.Unknown(Failure(SendOutcome.Unknown));
    private static readonly RowOutcome s_refused = Refused(400);
    private static readonly RowOutcome s_refusedByCheck = new RowOutcome.Refused(Refusal.ByCaller.Instance);
    private static readonly RowOutcome s_stopped = new RowOutcome.NotSent(NotSentReason.Stopped);
    private static readonly RowOutcome s_skipped = new RowOutcome.Skipped(SkipReason.Blank);

    public static TheoryData<string, string?> Outcomes { get; } = new()
    {
        { "launched", null },
        { "skipped", null },
        { "stopped", null },
        { "refused 400", null },
        { "refused 404", null },
        { "refused 401", "SignInLost" },
        { "refused 403", "NotPermitted" },
        { "refused 429", "RateLimited" },
        { "refused by the check", null },
        { "unknown", null },
        { "unknown, foreign", "ResponseNotFromGenesysCloud" },
        { "not sent, connection", null },
        { "not sent, sign-in refused", "SignInLost" },
        { "not sent, login host unreachable", null },
        { "not sent, session closed", "SignInLost" },
        { "not sent, journal lost", "JournalLost" },
        { "not sent, journal slow", "JournalUnusable" },
        { "not sent, journal full", "JournalUnwritable" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void One_row_ends_the_run_only_if_all_others_would_fare_alike(string name, string? expected)
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions { ThrottleLimit = ThrottleLimit, SingleFlow = true });
        RowOutcome outcome = Outcome(name);

        Assert.Equal(expected is not null, policy.Observe(7, outcome));

        Assert.Equal(expected, policy.End?.Reason.ToString());
        if (expected is not null)
            Assert.Equal((7, outcome.Cause), (policy.End!.RowNumber, policy.End.Cause));
    }

    [Fact]
    public void Of_several_flows_a_403_ends_nothing() =>
        Assert.False(new RunEndPolicy(new BulkLaunchOptions { SingleFlow = false }).Observe(1, Refused(403)));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(9, 9)]
    public void As_many_unsent_rows_in_succession_as_may_be_on_their_way_but_at_least_three_end_the_run(int throttleLimit, int most)
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions { ThrottleLimit = throttleLimit });
        for (int row = 1; row < most; row++)
            Assert.False(policy.Observe(row, s_unsent));
        Assert.True(policy.Observe(most, s_unsent));
        Assert.Equal((RunEndReason.ServiceUnreachable, most), (policy.End!.Reason, policy.End.RowNumber));
    }

    [Theory]
    [InlineData("launched", true)]
    [InlineData("unknown", true)]
    [InlineData("refused 400", true)]
    [InlineData("refused by the check", false)]
    [InlineData("skipped", false)]
    [InlineData("stopped", false)]
    public void A_row_that_the_service_saw_breaks_the_succession_and_no_other_does(string between, bool isBroken)
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions { ThrottleLimit = ThrottleLimit });
        for (int row = 1; row < ThrottleLimit; row++)
            policy.Observe(row, s_unsent);
        Assert.False(policy.Observe(ThrottleLimit, Outcome(between)));
        Assert.Equal(!isBroken, policy.Observe(ThrottleLimit + 1, s_unsent));
    }

    [Fact]
    public void Failures_are_refused_unknown_and_unsent_rows()
    {
        RowOutcome[] failures = [s_refused, s_refusedByCheck, s_unknown, s_unsent];
        var policy = new RunEndPolicy(new BulkLaunchOptions { ThrottleLimit = ThrottleLimit, MaxFailures = failures.Length });
        RowOutcome[] rows = [s_launched, s_skipped, s_stopped, .. failures];
        Assert.Equal(rows.Length - 1, Array.FindIndex(rows, outcome => policy.Observe(1, outcome)));
        Assert.Equal(RunEndReason.TooManyFailures, policy.End?.Reason);
    }

    [Fact]
    public void The_first_end_stays_and_is_reported_once()
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions());
        Assert.True(policy.Observe(1, Refused(401)));
        Assert.False(policy.Observe(2, Refused(429)));
        Assert.False(policy.TryEnd(RunEnd.Of(3, new IOException("full"))));
        Assert.Equal((RunEndReason.SignInLost, 1), (policy.End!.Reason, policy.End.RowNumber));
    }

    [Fact]
    public void A_lost_journal_takes_the_place_of_any_other_end_but_not_of_another_lost_one()
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions());
        policy.Observe(1, Refused(401));
        Assert.False(policy.TryEnd(RunEnd.Of(2, Lost())));
        Assert.False(policy.TryEnd(RunEnd.Of(3, Lost())));
        Assert.Equal((RunEndReason.JournalLost, 2), (policy.End!.Reason, policy.End.RowNumber));
    }

    private static RowOutcome Outcome(string name) => name switch
    {
        "launched" => s_launched,
        "skipped" => s_skipped,
        "stopped" => s_stopped,
        "refused by the check" => s_refusedByCheck,
        "unknown" => s_unknown,
        "unknown, foreign" => new RowOutcome.Unknown(Foreign()),
        "not sent, connection" => s_unsent,
        "not sent, sign-in refused" => new RowOutcome.NotSent(NotSentReason.SignIn, new SignInException("x", SendOutcome.Refused)),
        "not sent, login host unreachable" =>
            new RowOutcome.NotSent(NotSentReason.SignIn, new SignInException("x", SendOutcome.NotSent)),
        "not sent, session closed" => new RowOutcome.NotSent(
            NotSentReason.Connection,
            new GenesysCloudException("x", SendOutcome.NotSent) { Code = GenesysCloudException.SessionClosed }),
        "not sent, journal lost" => new RowOutcome.NotSent(NotSentReason.Journal, Lost()),
        "not sent, journal slow" =>
            new RowOutcome.NotSent(NotSentReason.Journal, new JournalSlowException("journal.jsonl", TimeSpan.FromSeconds(30), 3)),
        "not sent, journal full" => new RowOutcome.NotSent(NotSentReason.Journal, new IOException("full")),
        _ => Refused(int.Parse(name["refused ".Length..], System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static RowOutcome.Refused Refused(int status) =>
        new(new Refusal.ByService(new GenesysCloudException("x", SendOutcome.Refused) { Status = status }));

    private static GenesysCloudException Failure(SendOutcome outcome) => new("x", outcome);

    private static GenesysCloudException Foreign() =>
        new("x", SendOutcome.Unknown) { ForeignResponse = new ForeignResponse(403, null, null, null, null, "") };

    private static JournalLostException Lost() => JournalLostException.Unsaved("journal.jsonl", new IOException("full"));
}
