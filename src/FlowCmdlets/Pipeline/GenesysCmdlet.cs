using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlowCmdlets.Binding;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// What all cmdlets share: awaiting on the pipeline thread while messages from the client are written, and being stopped.
/// </summary>
/// <remarks>
/// Only Ctrl+C reaches <see cref="StopProcessing"/>. <c>Select-Object -First</c>, <c>-ErrorAction Stop</c>, a downstream <c>throw</c> or
/// <c>break</c> reach nothing but <see cref="Dispose()"/>, so both cancel.
/// </remarks>
public abstract class GenesysCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private CmdletStreams? _streams;
    private RunspaceWork? _work;
    private bool _verboseIsShown;
    private bool? _warningsAreShown;
    private bool _asksAtWarnings;

    /// <summary>Canceled when the pipeline is being stopped or is over.</summary>
    internal CancellationToken StopToken => _stopping.Token;

    /// <summary>Whether the first error that is written ends the pipeline: <c>-ErrorAction Stop</c>, or the preference.</summary>
    internal bool StopsOnError { get; private set; }

    /// <summary>Called before an error is written that ends the pipeline because <see cref="StopsOnError"/>.</summary>
    internal Action? BeforeStoppingError { get; set; }

    internal CmdletStreams Streams => _streams ??= new CmdletStreams(this);

    /// <inheritdoc />
    /// <remarks>Reads preferences while variables can be read: they are also needed after the pipeline was stopped.</remarks>
    protected override void BeginProcessing()
    {
        _work = RunspaceWork.OfThread();
        _work.BeginCommand();
        _warningsAreShown = AreWarningsShown();
        _asksAtWarnings = MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug)
            && debug is SwitchParameter { IsPresent: true }
            && !MyInvocation.BoundParameters.ContainsKey("WarningAction");
        StopsOnError = PreferenceOf("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;
        _verboseIsShown = IsStreamShown("Verbose", "VerbosePreference");
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested)
            _stopping.Cancel();
        Interlocked.Exchange(ref _work, null)?.EndCommand();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends whatever the cmdlet started; on the pipeline thread, after any kind of end.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Writes an error, which ends the pipeline if <see cref="StopsOnError"/>.</summary>
    internal new void WriteError(ErrorRecord error)
    {
        if (StopsOnError)
            BeforeStoppingError?.Invoke();
        base.WriteError(error);
    }

    /// <summary>Writes a verbose message, if those are wanted.</summary>
    /// <remarks>Under <c>-Debug</c> alone the engine would stop and ask at every verbose message ("Continue with this
    /// operation?").</remarks>
    internal new void WriteVerbose(string text)
    {
        if (_verboseIsShown)
            base.WriteVerbose(DisplayText.Clean(text));
    }

    /// <summary>Writes a warning, without what a terminal obeys: names of flows and divisions come from outside.</summary>
    /// <remarks>
    /// Under <c>-Debug</c> alone the engine would stop and ask at every warning, and end a script that can't be asked. So the warning is
    /// written by another cmdlet, as the preference says.
    /// </remarks>
    internal new void WriteWarning(string text)
    {
        string clean = DisplayText.Clean(text);
        if (_asksAtWarnings)
            EngineCall.WriteWarning(this, clean, PreferenceOf("WarningAction", "WarningPreference"));
        else
            base.WriteWarning(clean);
    }

    /// <summary>Asks as the engine does, without what a terminal obeys.</summary>
    internal new bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason reason) =>
        base.ShouldProcess(
            DisplayText.Clean(verboseDescription), DisplayText.Clean(verboseWarning), DisplayText.Clean(caption), out reason);

    /// <summary>Waits for a task, writing messages meanwhile. Failures become terminating errors.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="tick">Called about four times a second meanwhile, for progress.</param>
    internal T Await<T>(Task<T> task, Action? tick = null)
    {
        Await((Task)task, tick);
        return task.Result;
    }

    /// <summary>Waits for a task, writing messages meanwhile. Failures become terminating errors.</summary>
    internal void Await(Task task, Action? tick = null)
    {
        if (FailureOf(task, null, tick) is { } error)
            ThrowTerminatingError(error);
    }

    /// <summary>Waits for a task, writing messages meanwhile.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="target">What an error is about.</param>
    /// <param name="tick">Called about four times a second meanwhile, for progress.</param>
    /// <returns>The error of its failure; null if it succeeded.</returns>
    internal ErrorRecord? FailureOf(Task task, object? target, Action? tick = null)
    {
        try
        {
            Streams.WriteUntil(task, StopToken, tick);
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception failure) when (Errors.TryDescribe(failure, target) is { } error)
        {
            Streams.WriteWaiting();
            return error;
        }
    }

    /// <summary>
    /// Waits for a task that concerns one of several things: its failure is a non-terminating error about that thing, unless
    /// everything else would fail alike.
    /// </summary>
    internal bool TryAwait<T>(Task<T> task, object? target, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        try
        {
            Streams.WriteUntil(task, StopToken);
            result = task.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception failure) when (Errors.TryDescribe(failure, target) is { } error)
        {
            Streams.WriteWaiting();
            if (Errors.IsFatal(failure))
                ThrowTerminatingError(error);
            WriteError(error);
            return false;
        }
    }

    /// <summary>Writes a file that may replace one; a failure is a terminating error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="force">Whether a read-only file is replaced too.</param>
    /// <param name="write">Writes the content.</param>
    internal void ReplaceFile(string file, bool force, Action<Stream> write)
    {
        try
        {
            ReplacedFile.Write(file, force, write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FileNotWritten(file, failure));
        }
    }

    /// <summary>The file that a path means, which need not exist.</summary>
    /// <remarks>At a location that is no folder, a bare name would silently become a file of the process's own current folder.</remarks>
    internal string FilePath(string path)
    {
        if (FindFile(path, out string? file) is { } problem)
            ThrowTerminatingError(problem);
        return file!;
    }

    /// <summary>The same, with the error in place of the file if the path can't be one.</summary>
    /// <exception cref="SessionStateException">There is no such drive or provider.</exception>
    internal ErrorRecord? FindFile(string path, out string? file)
    {
        file = null;
        if (path.Contains('\0', StringComparison.Ordinal))
            return Errors.PathInvalid(path);
        string found = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
            return Errors.PathNotFile(path, provider.Name);
        file = found;
        return null;
    }

    /// <summary>The files that a path means: the one of that name, or those that match it as a pattern.</summary>
    /// <remarks>A pattern that matches none stands for itself, so that the error names it.</remarks>
    internal IReadOnlyList<string> FilePaths(string path)
    {
        if (!NamePattern.IsPattern(path) || File.Exists(FilePath(path)))
            return [FilePath(path)];
        try
        {
            return SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider) is { Count: > 0 } files
                && provider.Name == "FileSystem"
                ? [.. files]
                : [FilePath(path)];
        }
        catch (ItemNotFoundException)
        {
            return [FilePath(path)];
        }
    }

    /// <summary>Writes a line that the host shows, as <c>Write-Host</c> does.</summary>
    /// <param name="text">The line.</param>
    /// <param name="tag">What a script can tell it by.</param>
    internal void WriteHostInformation(string text, string tag) => WriteInformation(
        new InformationRecord(new HostInformationMessage { Message = text }, "GenesysFlows") { Tags = { "PSHOST", tag } });

    /// <summary>Warns when no stream can be written to any more, because the pipeline is over: the host shows it.</summary>
    internal void WriteHostWarning(string text)
    {
        if (_warningsAreShown ?? AreWarningsShown())
            Host?.UI?.WriteWarningLine(DisplayText.Clean(text));
    }

    private bool AreWarningsShown() => IsStreamShown("WarningAction", "WarningPreference");

    /// <summary>Whether a stream is shown, by a preference such as <c>DebugPreference</c> and the common parameter.</summary>
    internal bool IsStreamShown(string commonParameter, string preference) =>
        PreferenceOf(commonParameter, preference) is { } and not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>The effective preference of a stream; null if it is set to something else.</summary>
    private ActionPreference? PreferenceOf(string commonParameter, string preference)
    {
        if (!MyInvocation.BoundParameters.TryGetValue(commonParameter, out object? value))
            value = SessionState.PSVariable.GetValue(preference);
        if (value is SwitchParameter { IsPresent: var present })
            return present ? ActionPreference.Continue : ActionPreference.SilentlyContinue;
        return value is not null && LanguagePrimitives.TryConvertTo(value, out ActionPreference set) ? set : null;
    }
}
