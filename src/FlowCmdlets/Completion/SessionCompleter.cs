using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Session;
using GenesysCloud.Architect;

namespace FlowCmdlets.Completion;

/// <summary>Completes what the session's organization knows; without a session there is nothing to suggest.</summary>
internal abstract class SessionCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected sealed override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        FlowsOf(argument) is { } flows ? Suggest(argument, flows) : [];

    /// <summary>What the parameter can be given.</summary>
    /// <param name="argument">What is typed so far.</param>
    /// <param name="flows">What can be found out about flows.</param>
    protected abstract IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows);

    /// <summary>The flows of the session that the command would use; null if there is none.</summary>
    internal static FlowLookup? FlowsOf(CompletedArgument argument)
    {
        object? given = argument.Bound[nameof(ConnectedCmdlet.Session)];
        object? plain = PlainValues.Unwrap(given);
        GenesysCloudSession? session = plain is string name ? RunspaceSessions.Current.Find(name) : plain as GenesysCloudSession;
        // A session that is specified in a way that only running it would show is another one than the default.
        if (given is null && !argument.Names(nameof(ConnectedCmdlet.Session)))
            session = DefaultSession.Current;
        return session is { IsConnected: true } ? new FlowLookup(session.Client) : null;
    }

    /// <summary>The flow that the command names; null if it names none, or none that can be found now.</summary>
    internal static Flow? FlowOf(CompletedArgument argument, FlowLookup flows)
    {
        object? given = argument.Bound["Flow"];
        if (PlainValues.Unwrap(given) is Flow flow)
            return flow;
        return LanguagePrimitives.TryConvertTo(given, out FlowReference? reference) && reference is not null
            ? flows.Find(reference.Text)
            : null;
    }

    /// <summary>The version that the command names; null for the published one.</summary>
    internal static string? VersionOf(CompletedArgument argument) =>
        LanguagePrimitives.TryConvertTo(argument.Bound["FlowVersion"], out string? version) && !string.IsNullOrWhiteSpace(version)
            ? version
            : null;
}
