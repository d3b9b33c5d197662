using System.Management.Automation;
using GenesysCloud.Authentication;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of browser sign-ins and of tokens that another program supplies.</summary>
internal static partial class Errors
{
    private const string SignInAgain = "Run Connect-GenesysCloud -Interactive again.";
    private const string RegisterRedirect =
        "that its grant type is Code Authorization, and that http://localhost, without a port, is one of its authorized redirect URIs.";

    public static ErrorRecord SessionInRenewal(object session) => Record(
        nameof(SessionInRenewal), ErrorCategory.InvalidOperation, session,
        new InvalidOperationException($"The session with {session} can't be used inside its own -RenewToken script block."),
        "Get the token without this session, such as with Invoke-RestMethod, Get-Secret, or another session.");

    /// <summary>The error of a sign-in that needs no secret; null for others.</summary>
    private static ErrorRecord? DescribeOwnSignIn(SignInException signIn, object? target) => signIn switch
    {
        { Code: SignInException.RenewalFailed } => Service(
            signIn, "TokenRenewalFailed", ErrorCategory.AuthenticationError, target,
            "Check that the script block of -RenewToken returns one new access token. It runs in the runspace that connected, while a " +
            "command of this module runs there: in thread jobs and ForEach-Object -Parallel, run Connect-GenesysCloud inside."),
        { Code: SignInException.Expired } => Service(
            signIn, "SignInExpired", ErrorCategory.AuthenticationError, target,
            $"{SignInAgain} For long and unattended runs, use an OAuth client of the grant type Client Credentials."),
        { Code: SignInException.BrowserTimeout } => Service(
            signIn, "BrowserSignInTimedOut", ErrorCategory.OperationTimeout, target,
            $"{SignInAgain} If the browser showed an error, check -ClientId and -Region, {RegisterRedirect} " +
            "-SignInTimeoutSec allows more time."),
        { Code: SignInException.PortUnavailable } => Service(
            signIn, "RedirectPortUnavailable", ErrorCategory.ResourceUnavailable, target,
            "Omit -RedirectPort to use any free port, or specify another one."),
        { Resource: AuthorizationRequest.Resource } => Service(
            signIn, "BrowserSignInRefused", ErrorCategory.AuthenticationError, target, ActionFor(signIn.Code)),
        { Grant: GrantTypes.AuthorizationCode, Outcome: SendOutcome.Refused } => Service(
            signIn, "BrowserSignInRefused", ErrorCategory.AuthenticationError, target,
            signIn.Code == "invalid_grant" ? SignInAgain : $"Check the ID of the OAuth client, {RegisterRedirect}"),
        _ => null,
    };

    private static string ActionFor(string? error) => error switch
    {
        "access_denied" => $"{SignInAgain} Approve the request, or ask an administrator whether you may use this OAuth client.",
        "server_error" or "temporarily_unavailable" => "The login host is temporarily unavailable. Retry later.",
        "invalid_scope" => "Ask an administrator to check the scopes of the OAuth client.",
        _ => $"Check the OAuth client: that it is active, {RegisterRedirect}",
    };
}
