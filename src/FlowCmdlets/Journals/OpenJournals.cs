using System.Collections.Concurrent;
using GenesysCloud.Launching;

namespace FlowCmdlets.Journals;

/// <summary>
/// The journals that runs of this process have open, so that <c>Start-GenesysFlow -Journal x | Wait-GenesysFlowExecution -Journal x</c> can write to one: a
/// journal is locked against everybody but the run that holds it.
/// </summary>
internal static class OpenJournals
{
    private static readonly ConcurrentDictionary<string, LaunchJournal> s_open = new();

    public static void Add(string path, LaunchJournal journal) => s_open[Path.GetFullPath(path)] = journal;

    public static void Remove(string path) => s_open.TryRemove(Path.GetFullPath(path), out _);

    public static LaunchJournal? Find(string path) => s_open.TryGetValue(Path.GetFullPath(path), out LaunchJournal? journal) ? journal : null;
}
