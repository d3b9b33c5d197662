using System.Text.RegularExpressions;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Browser;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>Connect-GenesysCloud -Interactive in a real browser. Part of the project only where there is Chromium.</summary>
public sealed partial class ChromiumSignInTests : CloudTest
{
    [Fact]
    public async Task A_user_signs_in_and_the_page_says_that_it_is_done()
    {
        Shell["id"] = SimulatedClients.Browser.Id;
        using RunningScript running = Shell.Start("Connect-GenesysCloud $url -Interactive -ClientId $id -NoBrowser -PassThru");
        Until(() => running.Transcript.Information.Count > 0);
        await using Chromium chromium = await Chromium.StartAsync();

        await chromium.Page.GoToAsync(Address().Match(running.Transcript.Information[0]).Value);

        GenesysCloudSession session = Assert.Single(running.Finish().WithoutErrors().OutputOf<GenesysCloudSession>());
        Assert.Equal(SignInMethod.AuthorizationCode, session.SignIn);
        Assert.Equal("You are signed in", await chromium.TextAsync("h1"));
        Assert.Contains("Return to PowerShell", await chromium.TextAsync("p"), StringComparison.Ordinal);
        Assert.Empty(chromium.Complaints);
    }

    [Fact]
    public async Task A_refused_sign_in_is_shown_as_text()
    {
        Cloud.Settings.AuthorizationError = "access_denied";
        Shell["id"] = SimulatedClients.Browser.Id;
        using RunningScript running = Shell.Start("Connect-GenesysCloud $url -Interactive -ClientId $id -NoBrowser");
        Until(() => running.Transcript.Information.Count > 0);
        await using Chromium chromium = await Chromium.StartAsync();

        await chromium.Page.GoToAsync(Address().Match(running.Transcript.Information[0]).Value);

        Assert.Equal("BrowserSignInRefused", running.Finish().Terminating?.Id());
        Assert.Equal("You are not signed in", await chromium.TextAsync("h1"));
        Assert.Contains("access_denied", await chromium.TextAsync("p"), StringComparison.Ordinal);
        Assert.Empty(chromium.Complaints);
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
