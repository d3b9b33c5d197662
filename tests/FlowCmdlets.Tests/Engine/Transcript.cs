using System.Collections.Concurrent;
using System.Management.Automation;

namespace FlowCmdlets.Tests.Engine;

/// <summary>Where something was said.</summary>
internal enum Channel
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
    Progress,

    /// <summary>A line written to the host's window past all streams.</summary>
    HostLine,

    /// <summary>A warning as the host's window shows it, whether it came by the stream or past it.</summary>
    HostWarning,
}

/// <summary>One thing that a script said.</summary>
internal sealed record StreamRecord(Channel Channel, object? Value)
{
    public override string ToString() => $"{Channel}: {Value}";
}

/// <summary>Everything a script said, on all streams, in order, and how it ended.</summary>
internal sealed class Transcript
{
    private readonly ConcurrentQueue<StreamRecord> _said = new();

    public IReadOnlyCollection<StreamRecord> All => _said;

    public IReadOnlyList<PSObject> Output => Of<PSObject>(Channel.Output);

    /// <summary>Non-terminating errors.</summary>
    public IReadOnlyList<ErrorRecord> Errors => Of<ErrorRecord>(Channel.Error);

    /// <summary>The error that ended the script; null if none did.</summary>
    public ErrorRecord? Terminating { get; set; }

    /// <summary>Which of output and errors came, in order.</summary>
    public IEnumerable<Channel> Results => _said.Select(said => said.Channel).Where(channel => channel is Channel.Output or Channel.Error);

    public IReadOnlyList<string> Warnings =>
        [.. AllWarnings.Where(warning => !warning.StartsWith("Genesys Cloud hasn't responded for", StringComparison.Ordinal))];

    /// <summary>All warnings. By a hurried clock, a busy machine makes the simulator seem not to respond.</summary>
    public IReadOnlyList<string> AllWarnings => Texts(Channel.Warning);

    public IReadOnlyList<string> Verbose => Texts(Channel.Verbose);

    public IReadOnlyList<string> Debug => Texts(Channel.Debug);

    public IReadOnlyList<string> Information => Texts(Channel.Information);

    public IReadOnlyList<ProgressRecord> Progress => Of<ProgressRecord>(Channel.Progress);

    public IReadOnlyList<string> HostLines => Texts(Channel.HostLine);

    public IReadOnlyList<string> HostWarnings => Texts(Channel.HostWarning);

    public PSInvocationState State { get; set; }

    public void Add(Channel channel, object? value) => _said.Enqueue(new StreamRecord(channel, value));

    /// <summary>The emitted objects as what they are beneath their note properties.</summary>
    public IReadOnlyList<T> OutputOf<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <summary>The same transcript, if nothing went wrong in it.</summary>
    public Transcript WithoutErrors()
    {
        if (Terminating is { } terminating)
        {
            throw new InvalidOperationException(
                $"The script ended with {terminating.FullyQualifiedErrorId}: {terminating.Exception}", terminating.Exception);
        }

        if (Errors is [var first, ..])
        {
            throw new InvalidOperationException(
                $"The script wrote {Errors.Count} errors, first {first.FullyQualifiedErrorId}: {first}", first.Exception);
        }

        return this;
    }

    private List<T> Of<T>(Channel channel) => [.. _said.Where(said => said.Channel == channel).Select(said => (T)said.Value!)];

    private List<string> Texts(Channel channel) =>
        [.. _said.Where(said => said.Channel == channel).Select(said => said.Value?.ToString() ?? "")];
}

/// <summary>Short words for what tests ask of errors.</summary>
internal static class ErrorRecordExtensions
{
    /// <summary>The stable part of the id, without the cmdlet that the engine appends.</summary>
    public static string Id(this ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>What a person reads.</summary>
    public static string Text(this ErrorRecord error) => error.ErrorDetails?.Message ?? error.Exception.Message;

    /// <summary>What to do about it.</summary>
    public static string Action(this ErrorRecord error) => error.ErrorDetails?.RecommendedAction ?? "";
}
