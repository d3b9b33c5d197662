using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Http;

namespace FlowCmdlets.Session;

/// <summary>
/// The script block of <c>-RenewToken</c>. It runs in the runspace that connected, on the thread of a command that waits there, whichever
/// thread or runspace needs the token.
/// </summary>
/// <remarks>
/// It never runs as a copy in another runspace: its variables would be missing there, and a block that only half works is worse than an
/// error.
/// </remarks>
/// <param name="script">The script block.</param>
/// <param name="runspace">The runspace that it belongs to.</param>
internal sealed class TokenRenewalScript(ScriptBlock script, RunspaceWork runspace)
{
    private const string Expected = "expected one access token as a SecureString or a string";

    // A command that doesn't come to it for so long is blocked, perhaps by one that waits for this very token.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private volatile bool _isRunning;

    /// <summary>Whether the calling thread is inside the script block.</summary>
    public bool IsCaller => _isRunning && RunspaceWork.OfThread() == runspace;

    /// <summary>Gets another token. On any thread.</summary>
    /// <exception cref="InvalidOperationException">None was returned; the message says why, and begins with the parameter.</exception>
    public async Task<string> RenewAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await runspace.RunAsync(Invoke, s_limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"-RenewToken failed: {failure.Message}", failure);
        }
    }

    private string Invoke()
    {
        _isRunning = true;
        try
        {
            return Read(script.Invoke());
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            // Its own message would speak of -ErrorAction instead of what failed.
            throw new InvalidOperationException(failure.ErrorRecord.ToString(), failure);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private static string Read(Collection<PSObject> output)
    {
        if (output.Count != 1)
            throw new InvalidOperationException($"it returned {(output.Count == 0 ? "nothing" : $"{output.Count} objects")}; {Expected}");
        string token = PlainValues.Unwrap(output[0]) switch
        {
            SecureString secure => SecretText.Reveal(secure),
            string text => text.Trim(),
            null => throw new InvalidOperationException($"it returned $null; {Expected}"),
            var other => throw new InvalidOperationException($"it returned an object of the type {other.GetType().Name}; {Expected}"),
        };
        if (token.Length == 0)
            throw new InvalidOperationException($"it returned an empty text; {Expected}");
        return AccessToken.IsUsable(token)
            ? token
            : throw new InvalidOperationException("the token that it returned contains invalid characters, such as spaces or line breaks");
    }
}
