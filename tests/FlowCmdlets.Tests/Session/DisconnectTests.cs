using System.Management.Automation;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>A token that is not revoked is reported, with how long it can still be used.</summary>
public sealed class DisconnectTests : CloudTest
{
    private const string Tokens = "/api/v2/tokens/me";

    [Fact]
    public void An_error_says_how_long_the_token_stays_valid()
    {
        Connect();
        string expiry = Timestamp.ForMessage(Shell.DefaultSession!.Client.TokenExpiresAt!.Value);
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "DELETE", Path = Tokens, Status = 403 });

        ErrorRecord error = Assert.Single(Run("Disconnect-GenesysCloud").Errors);

        Assert.Equal("PermissionMissing", error.Id());
        Assert.EndsWith($" The token stays valid until it expires at {expiry}.", error.Text(), StringComparison.Ordinal);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void A_rate_limit_that_asks_for_a_minute_is_not_waited_for()
    {
        Connect();
        Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { Method = "DELETE", Path = Tokens, RetryAfterSeconds = 60, Times = null });

        ErrorRecord error = Assert.Single(Run("Disconnect-GenesysCloud").Errors);

        Assert.Equal("RateLimited", error.Id());
        Assert.Contains("stays valid until it expires", error.Text(), StringComparison.Ordinal);
        Assert.Single(Cloud.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public void A_stop_warns_that_the_token_stays_valid_and_the_session_is_closed()
    {
        Connect();
        GenesysCloudSession session = Shell.DefaultSession!;
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "DELETE", Path = Tokens, Times = null });
        using RunningScript running = Shell.Start("Disconnect-GenesysCloud");
        Until(() => Cloud.Requests.Any(request => request.Method == "DELETE"));

        Transcript stopped = running.Stop();

        Assert.Equal(PSInvocationState.Stopped, stopped.State);
        string warning = Assert.Single(stopped.HostWarnings);
        Assert.StartsWith("Disconnecting from Simulated organization", warning, StringComparison.Ordinal);
        Assert.Contains("The token stays valid until it expires at ", warning, StringComparison.Ordinal);
        Until(() => !session.IsConnected);
        Assert.Null(Shell.DefaultSession);
    }
}
