using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>Sessions of several organizations side by side, found by their names.</summary>
public sealed class NamedSessionTests : CloudTest
{
    private const string ConnectAs = "Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -Name ";

    [Fact]
    public void Every_cmdlet_takes_a_session_by_its_name_in_any_case()
    {
        ConnectTwo();
        Assert.Single(Run("Get-GenesysFlow 'Onboard employee' -Session PROD").WithoutErrors().Output);
        Assert.Equal("NotPermitted", Run("Start-GenesysFlow 'Nightly clean-up' -Session view").Terminating?.Id());
        Run("Start-GenesysFlow 'Nightly clean-up' -Session prod").WithoutErrors();
        Assert.Equal(SimulatedClients.Administrator.Id, Assert.Single(Cloud.Launches).ClientId);
        Assert.Equal("prod", Run("(Get-GenesysCloudSession -Session prod).Name").WithoutErrors().OutputOf<string>().Single());
        Assert.Contains(
            $"OAuth client {SimulatedClients.ViewOnly.Id}",
            Run("(Test-GenesysCloudAccess -Session view)[0].Detail").WithoutErrors().OutputOf<string>().Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_session_that_was_opened_last_is_the_default()
    {
        ConnectTwo();
        Transcript transcript = Run("Get-GenesysCloudSession; Get-GenesysCloudSession -ListAvailable").WithoutErrors();
        Assert.Equal(
            [("view", true), ("prod", false), ("view", true)],
            transcript.OutputOf<GenesysCloudSession>().Select(session => (session.Name!, InShell(() => session.IsDefault))));
    }

    [Fact]
    public void A_name_that_no_session_has_is_an_error_that_lists_the_names()
    {
        ConnectTwo();
        ErrorRecord error = Assert.IsType<ErrorRecord>(Run("Start-GenesysFlow 'Nightly clean-up' -Session pord").Terminating);
        Assert.Equal("ParameterArgumentTransformationError", error.Id());
        Assert.Contains(
            "No session of this runspace has the name 'pord'. Names: prod, view.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Names_belong_to_their_runspace()
    {
        ConnectTwo();
        using var other = new Shell();
        ErrorRecord error = Assert.IsType<ErrorRecord>(other.Run("Get-GenesysFlow -Session prod").Terminating);
        Assert.Contains(
            "No session of this runspace has the name 'prod'. None has a name", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(other.Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().Output);
    }

    [Theory]
    [InlineData("-Name p*", "prod")]
    [InlineData("view", "view")]
    [InlineData("-Name *", "prod, view")]
    [InlineData("-Name x*", "")]
    public void Sessions_are_found_by_names_and_patterns(string parameters, string names)
    {
        ConnectTwo();
        Connect();
        Transcript transcript = Run($"Get-GenesysCloudSession {parameters}").WithoutErrors();
        Assert.Equal(names, string.Join(", ", transcript.OutputOf<GenesysCloudSession>().Select(session => session.Name)));
    }

    [Fact]
    public void A_name_that_is_no_pattern_and_that_no_session_has_is_an_error()
    {
        ConnectTwo();
        ErrorRecord error = Assert.Single(Run("Get-GenesysCloudSession -Name pord, prod").Errors);
        Assert.Equal(("SessionNotFound", ErrorCategory.ObjectNotFound), (error.Id(), error.CategoryInfo.Category));
        Assert.Equal("pord", error.TargetObject);
        Assert.Contains("Names: prod, view.", error.Text(), StringComparison.Ordinal);
        Assert.Contains("-ListAvailable", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_gets_the_name_of_another_ends_the_other_with_a_warning()
    {
        Run($"{ConnectAs}prod").WithoutErrors();
        GenesysCloudSession first = Shell.DefaultSession!;

        Transcript transcript = Run($"{ConnectAs}Prod -PassThru").WithoutErrors();

        Assert.Contains("had the same name and was disconnected", Assert.Single(transcript.Warnings), StringComparison.Ordinal);
        Assert.False(first.IsConnected);
        Assert.Single(Cloud.Requests, request => request is { Method: "DELETE", Path: "/api/v2/tokens/me", Status: 200 });
        Assert.Same(transcript.Output.Single().BaseObject, Shell.DefaultSession);
        Assert.Equal("Prod", Run("(Get-GenesysCloudSession -ListAvailable).Name").WithoutErrors().OutputOf<string>().Single());
    }

    [Fact]
    public void Where_the_token_of_the_other_cannot_be_revoked_a_second_warning_says_so()
    {
        Run($"{ConnectAs}prod").WithoutErrors();
        GenesysCloudSession first = Shell.DefaultSession!;
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "DELETE", Path = "/api/v2/tokens/me", Status = 403 });

        Transcript transcript = Run($"{ConnectAs}prod").WithoutErrors();

        Assert.Equal(2, transcript.Warnings.Count);
        Assert.StartsWith("Its token was not revoked: ", transcript.Warnings[1], StringComparison.Ordinal);
        Assert.False(first.IsConnected);
        Assert.True(Shell.DefaultSession!.IsConnected);
    }

    [Fact]
    public void A_sign_in_that_fails_leaves_the_session_that_has_the_name()
    {
        Run($"{ConnectAs}prod").WithoutErrors();
        Shell["secret"] = Secure("wrong");
        Assert.Equal("SignInRefused", Run($"{ConnectAs}prod").Terminating?.Id());
        Assert.True(Run("Get-GenesysCloudSession prod").WithoutErrors().OutputOf<GenesysCloudSession>().Single().IsConnected);
    }

    [Theory]
    [InlineData("' '")]
    [InlineData("'a*'")]
    [InlineData("'$x'")]
    public void A_name_by_which_a_session_could_not_be_found_is_refused(string name) =>
        Assert.Equal("ParameterArgumentValidationError", Run(ConnectAs + name).Terminating?.Id());

    [Theory]
    [InlineData("Get-GenesysCloudSession -ListAvailable | Disconnect-GenesysCloud", 2)]
    [InlineData("Get-GenesysCloudSession | Disconnect-GenesysCloud", 1)]
    [InlineData("'prod', 'view' | Disconnect-GenesysCloud", 2)]
    [InlineData("Disconnect-GenesysCloud -Session prod", 1)]
    public void Sessions_are_disconnected_by_name_and_from_the_pipeline(string script, int revoked)
    {
        ConnectTwo();
        Assert.Empty(Run(script).WithoutErrors().Output);
        Assert.Equal(revoked, Cloud.Requests.Count(request => request is { Method: "DELETE", Path: "/api/v2/tokens/me", Status: 200 }));
        Assert.Equal(2 - revoked, Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().Output.Count);
    }

    [Theory]
    [InlineData("Get-GenesysFlow -Session $misspelled")]
    [InlineData("Disconnect-GenesysCloud -Session $misspelled")]
    [InlineData("Invoke-GenesysCloudApi organizations/me -Session $misspelled")]
    public void A_session_that_does_not_exist_is_not_the_default_one(string script)
    {
        ConnectTwo();
        int before = Cloud.Requests.Count;
        Assert.Equal("ParameterEmpty", Run(script).Terminating?.Id());
        Assert.Equal(before, Cloud.Requests.Count);
        Assert.Equal(2, Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().Output.Count);
    }

    [Fact]
    public void Sessions_that_no_variable_holds_are_listed_and_disconnected()
    {
        for (int number = 0; number < 3; number++)
            Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret").WithoutErrors();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Run("Get-GenesysCloudSession -ListAvailable | Disconnect-GenesysCloud").WithoutErrors();

        Assert.Equal(3, Cloud.Requests.Count(request => request is { Method: "DELETE", Path: "/api/v2/tokens/me", Status: 200 }));
    }

    [Fact]
    public void Nothing_piped_disconnects_nothing()
    {
        ConnectTwo();
        Assert.Empty(Run("Get-GenesysCloudSession x* | Disconnect-GenesysCloud").WithoutErrors().All);
        Assert.Equal("NotConnected", Assert.Single(Run("$null | Disconnect-GenesysCloud").Errors).Id());
        Assert.Equal(2, Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().Output.Count);
    }

    [Fact]
    public void A_token_that_cannot_be_revoked_is_reported_and_its_session_and_the_others_end_all_the_same()
    {
        ConnectTwo();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "DELETE", Path = "/api/v2/tokens/me", Status = 403, Times = 1 });

        Transcript transcript = Run("Get-GenesysCloudSession -ListAvailable | Disconnect-GenesysCloud");

        Assert.Equal("PermissionMissing", Assert.Single(transcript.Errors).Id());
        Assert.Null(transcript.Terminating);
        Assert.Empty(Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().Output);
    }

    [Theory]
    [InlineData("Get-GenesysFlow -Session ", "prod, view, $mine")]
    [InlineData("Test-GenesysCloudAccess -Session v", "view")]
    [InlineData("Disconnect-GenesysCloud -Session ", "prod, view, $mine")]
    [InlineData("Get-GenesysCloudSession -Name ", "prod, view")]
    public void Names_and_variables_are_completed(string line, string offered)
    {
        ConnectTwo();
        Run("$mine = Get-GenesysCloudSession").WithoutErrors();
        Transcript transcript = Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText").WithoutErrors();
        Assert.Equal(offered, string.Join(", ", transcript.OutputOf<string>()));
    }

    [Fact]
    public void Flows_are_completed_from_the_session_that_the_command_names()
    {
        ConnectTwo();
        Run("Get-GenesysCloudSession -Name view | Disconnect-GenesysCloud").WithoutErrors();
        const string Line = "Start-GenesysFlow -Session prod -Flow Onb";
        Transcript transcript = Run($"(TabExpansion2 '{Line}' {Line.Length}).CompletionMatches.CompletionText").WithoutErrors();
        Assert.Contains("'Onboard employee'", transcript.OutputOf<string>());
    }

    [Fact]
    public void Removing_the_module_closes_what_its_runspace_opened_and_sends_nothing()
    {
        ConnectTwo();
        IReadOnlyList<GenesysCloudSession> opened =
            Run("Get-GenesysCloudSession -ListAvailable").WithoutErrors().OutputOf<GenesysCloudSession>();
        using var other = new Shell();
        (other["url"], other["id"], other["secret"]) = (Shell["url"], Shell["id"], Shell["secret"]);
        other.Run($"{ConnectAs}other").WithoutErrors();
        int requests = Cloud.Requests.Count;

        Run("Remove-Module GenesysFlows").WithoutErrors();

        Assert.All(opened, session => Assert.False(session.IsConnected));
        Assert.Equal(requests, Cloud.Requests.Count);
        Assert.True(other.DefaultSession!.IsConnected);
        Assert.Null(Shell.DefaultSession);
    }

    private void ConnectTwo()
    {
        Run($"{ConnectAs}prod").WithoutErrors();
        Shell["id"] = SimulatedClients.ViewOnly.Id;
        Shell["secret"] = Secure(SimulatedClients.ViewOnly.Secret);
        Run($"{ConnectAs}view").WithoutErrors();
    }

    private bool InShell(Func<bool> read)
    {
        Shell["read"] = read;
        return Run("$read.Invoke()").WithoutErrors().OutputOf<bool>().Single();
    }
}
