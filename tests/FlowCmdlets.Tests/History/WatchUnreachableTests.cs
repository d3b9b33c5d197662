using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>A host that sends no events.</summary>
public sealed class WatchUnreachableTests : CloudTest
{
    [Fact]
    public void Where_no_WebSocket_can_be_opened_an_error_names_the_host_to_allow()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 503, Method = "GET", Path = "/channels/", Times = null });
        Transcript transcript = Run("Watch-GenesysFlow 'Nightly clean-up' -Verbose");
        ErrorRecord error = transcript.Terminating!;
        Assert.Equal("NotificationsUnreachable", error.Id());
        Assert.Contains("refused with status 503", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("'streaming.'", error.Action(), StringComparison.Ordinal);
        Assert.Contains(transcript.Verbose, message => message.Contains("attempt 2 in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/channels/")]
    [InlineData("POST", "/api/v2/notifications/channels")]
    public void A_time_that_is_over_before_the_first_connection_is_an_error(string method, string path)
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 503, Method = method, Path = path, Times = null });
        ErrorRecord error = Run("Watch-GenesysFlow 'Nightly clean-up' -Timeout 0.5").Terminating!;
        Assert.Equal("NotificationsUnreachable", error.Id());
        Assert.Equal(
            "Nothing was watched: no connection for events could be made within the -Timeout of 00:00:00.5000000.", error.Text());
    }
}
