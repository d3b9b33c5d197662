using System.Collections;
using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Session;

/// <summary>Connect-GenesysCloud -AccessToken -RenewToken { … }.</summary>
public sealed class RenewTokenTests : CloudTest
{
    private const string Expected = "expected one access token as a SecureString or a string";

    private readonly ArrayList _calls = ArrayList.Synchronized([]);

    [Fact]
    public async Task A_rejected_token_is_renewed_in_the_scope_of_the_caller_and_no_row_is_lost()
    {
        await ConnectAsync("{ $calls.Add($PID); Invoke-Issue $localId }", "$localId = $id; ");

        Transcript transcript = Run(
            "$localId = $id; 1..200 | ForEach-Object { if ($_ -eq 50) { Invoke-End }; [pscustomobject]@{ N = $_ } } | " +
            "Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn * -ThrottleLimit 20").WithoutErrors();

        Assert.Equal((200, 200), (transcript.Output.Count, Cloud.LaunchCount));
        Assert.Equal(1, Calls);
    }

    [Fact]
    public async Task The_script_block_runs_on_the_pipeline_thread_and_may_write()
    {
        await ConnectAsync("{ $calls.Add([Environment]::CurrentManagedThreadId); Write-Warning 'renewing'; Invoke-Issue $id }");
        Cloud.EndTokens();

        Transcript transcript = Run("$thread = [Environment]::CurrentManagedThreadId; Get-GenesysFlow | Out-Null; $thread; $calls[0]")
            .WithoutErrors();

        Assert.Equal(transcript.Output[0].BaseObject, transcript.Output[1].BaseObject);
        Assert.Equal(["renewing"], transcript.Warnings);
        Assert.Equal(2, transcript.Output.Count);
    }

    [Theory]
    [InlineData("{ ConvertTo-SecureString (Invoke-Issue $id) -AsPlainText -Force }")]
    [InlineData("{ \" $(Invoke-Issue $id)`r`n\" }")]
    public async Task A_token_may_be_secure_or_text_with_space_around_it(string block)
    {
        await ConnectAsync(block);
        Cloud.EndTokens();
        Run("Get-GenesysFlow").WithoutErrors();
    }

    [Fact]
    public void A_token_that_has_expired_before_is_renewed_while_connecting()
    {
        Shell["token"] = Secure("fake-token-that-has-expired");
        Shell["issue"] = new Func<string>(() => Task.Run(IssueTokenAsync).GetAwaiter().GetResult());
        Run("Connect-GenesysCloud $url -AccessToken $token -RenewToken { $issue.Invoke() }; Get-GenesysFlow | Out-Null").WithoutErrors();
        Assert.Single(Cloud.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_closure_keeps_what_is_gone_when_it_runs()
    {
        await ConnectAsync("& { $gone = $id; { Invoke-Issue $gone }.GetNewClosure() }");
        Cloud.EndTokens();
        Run("Get-GenesysFlow").WithoutErrors();
    }

    [Theory]
    [InlineData("{ }", $"-RenewToken failed: it returned nothing; {Expected}.")]
    [InlineData("{ $null }", $"-RenewToken failed: it returned $null; {Expected}.")]
    [InlineData("{ '' }", $"-RenewToken failed: it returned an empty text; {Expected}.")]
    [InlineData("{ 1, 2, 3 }", $"-RenewToken failed: it returned 3 objects; {Expected}.")]
    [InlineData("{ @{ access_token = 'fake' } }", $"-RenewToken failed: it returned an object of the type Hashtable; {Expected}.")]
    [InlineData(
        "{ 'two words' }",
        "-RenewToken failed: the token that it returned contains invalid characters, such as spaces or line breaks.")]
    [InlineData("{ throw 'The vault is closed.' }", "-RenewToken failed: The vault is closed.")]
    [InlineData("{ Get-Item /no/such/file -ErrorAction Stop }", "-RenewToken failed: Cannot find path")]
    [InlineData("{ $first }", "the supplied token is the one that Genesys Cloud rejected.")]
    public async Task A_script_block_that_gives_no_new_token_is_an_error_that_says_so(string block, string problem)
    {
        await ConnectAsync(block);
        Cloud.EndTokens();

        Transcript transcript = Run("Get-GenesysFlow");

        ErrorRecord error = transcript.Terminating!;
        Assert.Equal("TokenRenewalFailed", error.Id());
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.StartsWith("The access token was not renewed: ", error.Text(), StringComparison.Ordinal);
        Assert.Contains(problem, error.Text(), StringComparison.Ordinal);
        Assert.Single(Cloud.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_run_whose_token_is_not_renewed_ends_and_launches_nothing_twice()
    {
        await ConnectAsync("{ $calls.Add(1); throw 'The vault is closed.' }");
        Cloud.EndTokens();

        Transcript transcript = Run(
            "1..50 | ForEach-Object { [pscustomobject]@{ N = $_ } } | Start-GenesysFlow 'Nightly clean-up' -IgnoreColumn *");

        Assert.Contains(
            transcript.Errors.Append(transcript.Terminating).OfType<ErrorRecord>(),
            error => error.Text().Contains("The vault is closed", StringComparison.Ordinal));
        Assert.Equal(0, Cloud.LaunchCount);
        Assert.InRange(Calls, 1, 2);
    }

    [Fact]
    public async Task A_second_401_is_the_response_and_the_script_block_ran_once()
    {
        await ConnectAsync("{ $calls.Add(1); \"fake-token-$($calls.Count)\" }");
        Cloud.EndTokens();

        ErrorRecord error = Run("Get-GenesysFlow").Terminating!;

        Assert.Equal("TokenRejected", error.Id());
        Assert.Equal(1, Calls);
    }

    [Fact]
    public async Task A_session_in_another_runspace_is_renewed_while_a_command_runs_where_it_was_connected()
    {
        await ConnectAsync("{ $calls.Add(1); Invoke-Issue $id }");
        using var other = new Shell();
        other["session"] = Shell.DefaultSession;
        Cloud.EndTokens();
        Cloud.AddFlow(new SimulatedFlow { Name = "Lasting", MinDuration = TimeSpan.FromDays(1), MaxDuration = TimeSpan.FromDays(1) });

        // It waits for the end of an execution that lasts, and so at the place where the script block can run.
        using RunningScript home = Shell.Start("Start-GenesysFlow Lasting | Wait-GenesysFlowExecution");
        Until(() => Cloud.Requests.Any(request => request.Path.Contains("/executions/", StringComparison.Ordinal)));
        Cloud.EndTokens();
        other.Run("Get-GenesysFlow -Session $session | Out-Null").WithoutErrors();
        home.Stop();

        Assert.InRange(Calls, 1, 3);
    }

    [Fact]
    public async Task A_session_in_another_runspace_alone_is_an_error_that_says_where_to_connect()
    {
        await ConnectAsync("{ $calls.Add(1); Invoke-Issue $id }");
        using var other = new Shell();
        other["session"] = Shell.DefaultSession;
        Cloud.EndTokens();

        ErrorRecord error = other.Run("Get-GenesysFlow -Session $session").Terminating!;

        Assert.Equal("TokenRenewalFailed", error.Id());
        Assert.Contains("no command of this module is running in the runspace that connected", error.Text(), StringComparison.Ordinal);
        Assert.Contains("ForEach-Object -Parallel", error.Action(), StringComparison.Ordinal);
        Assert.Equal(0, Calls);

        // Back home, it works again.
        Run("Get-GenesysFlow").WithoutErrors();
        Assert.Equal(1, Calls);
    }

    [Fact]
    public async Task A_script_block_that_uses_its_own_session_is_an_error_and_no_deadlock()
    {
        await ConnectAsync("{ Get-GenesysFlow | Out-Null; Invoke-Issue $id }");
        Cloud.EndTokens();

        ErrorRecord error = Run("Get-GenesysFlow").Terminating!;

        Assert.Equal("TokenRenewalFailed", error.Id());
        Assert.Contains("can't be used inside its own -RenewToken script block", error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_block_may_handle_that_it_cannot_use_its_own_session()
    {
        await ConnectAsync("{ try { Get-GenesysFlow } catch { $calls.Add($_.FullyQualifiedErrorId) }; Invoke-Issue $id }");
        Cloud.EndTokens();

        Run("Get-GenesysFlow").WithoutErrors();

        Assert.Equal("SessionInRenewal", $"{_calls[0]}".Split(',')[0]);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_script_block_that_takes_long()
    {
        await ConnectAsync("{ $calls.Add(1); Wait-Event -SourceIdentifier Never }");
        Cloud.EndTokens();
        using RunningScript running = Shell.Start("Get-GenesysFlow");
        Until(() => Calls == 1);

        Assert.Equal(PSInvocationState.Stopped, running.Stop().State);
        Assert.Equal(PSInvocationState.Completed, Run("1").State);
    }

    [Fact]
    public async Task The_session_is_of_an_access_token_and_is_not_revoked()
    {
        await ConnectAsync("{ Invoke-Issue $id }");
        GenesysCloudSession session = Shell.DefaultSession!;
        Run("Disconnect-GenesysCloud").WithoutErrors();

        Assert.Equal((SignInMethod.AccessToken, null), (session.SignIn, session.ClientId));
        Assert.DoesNotContain(Cloud.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task Without_a_token_to_begin_with_there_is_nothing_to_renew()
    {
        Shell["token"] = Secure(await IssueTokenAsync());
        Transcript transcript = Run("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret -RenewToken { 'x' }");
        Assert.Equal("AmbiguousParameterSet", transcript.Terminating!.Id());
    }

    private int Calls => _calls.Count;

    /// <summary>Connects with a token; the block may call Invoke-Issue, which returns a good one.</summary>
    private async Task ConnectAsync(string block, string before = "")
    {
        string first = await IssueTokenAsync();
        Shell["token"] = Secure(first);
        Shell["first"] = first;
        Shell["calls"] = _calls;
        Shell["issue"] = new Func<string>(() => Task.Run(IssueTokenAsync).GetAwaiter().GetResult());
        Shell["end"] = new Action(Cloud.EndTokens);
        Run(
            "function Invoke-Issue($who) { if ($who -ne $id) { throw 'The variable is not there.' }; $issue.Invoke() }; " +
            "function Invoke-End { $end.Invoke() }").WithoutErrors();
        block = block.Replace("$calls.Add(", "$null = $calls.Add(", StringComparison.Ordinal);
        Run($"{before}Connect-GenesysCloud $url -AccessToken $token -RenewToken ({block})").WithoutErrors();
    }
}
