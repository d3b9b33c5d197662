using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlowCmdlets.Session;

/// <summary>
/// The sessions that one runspace opened, and the one that its cmdlets use when none is specified.
/// </summary>
/// <remarks>
/// They belong to the runspace and not to the process: with a name or without, a script in one runspace must not launch with the sign-in
/// of another. Used by the thread that runs the runspace's pipeline only.
/// </remarks>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_all = [];

    // Also those that no variable holds any more: their tokens are still valid, so that they have to be found to be disconnected.
    private readonly List<GenesysCloudSession> _opened = [];
    private readonly Dictionary<string, GenesysCloudSession> _named = new(StringComparer.OrdinalIgnoreCase);

    private RunspaceSessions()
    {
    }

    /// <summary>Those of the runspace that the calling thread runs; outside of any runspace, none that lasts.</summary>
    public static RunspaceSessions Current => Runspace.DefaultRunspace is { } runspace
        ? s_all.GetValue(runspace, static _ => new RunspaceSessions())
        : new RunspaceSessions();

    /// <summary>The session that cmdlets use when none is specified; null if there is none.</summary>
    public GenesysCloudSession? Default { get; set; }

    /// <summary>The sessions that are connected, in the order in which they were opened.</summary>
    public IReadOnlyList<GenesysCloudSession> Connected =>
        [.. _opened.Where(session => session.IsConnected)];

    /// <summary>The names of those that have one.</summary>
    public IReadOnlyList<string> Names => [.. Connected.Select(session => session.Name).OfType<string>()];

    /// <summary>The connected session of a name, ignoring case; null if there is none.</summary>
    public GenesysCloudSession? Find(string name) =>
        _named.TryGetValue(name.Trim(), out GenesysCloudSession? session) && session.IsConnected ? session : null;

    /// <summary>Adds a session and makes it the default.</summary>
    /// <returns>The connected session that had the name before; null if there was none.</returns>
    public GenesysCloudSession? Add(GenesysCloudSession session)
    {
        _opened.RemoveAll(opened => !opened.IsConnected);
        GenesysCloudSession? replaced = null;
        if (session.Name is { } name)
        {
            replaced = Find(name);
            _named[name] = session;
        }

        _opened.Add(session);
        Default = session;
        return replaced;
    }

    /// <summary>Forgets a session, whoever closes it.</summary>
    public void Remove(GenesysCloudSession session)
    {
        _opened.Remove(session);
        if (session.Name is { } name && _named.TryGetValue(name, out GenesysCloudSession? other) && other == session)
            _named.Remove(name);
        if (Default == session)
            Default = null;
    }

    /// <summary>Closes all: nothing can be sent with them any more, and their secrets are forgotten.</summary>
    public void Close()
    {
        foreach (GenesysCloudSession session in Connected)
            session.Close();
        _opened.Clear();
        _named.Clear();
        Default = null;
    }
}
