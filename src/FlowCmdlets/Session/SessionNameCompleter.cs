using FlowCmdlets.Binding;

namespace FlowCmdlets.Session;

/// <summary>Completes the names of sessions.</summary>
internal sealed class SessionNameCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        from session in RunspaceSessions.Current.Connected
        where session.Name is not null
        select new Suggestion(session.Name!, session.ToString());
}
