using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;

namespace FlowCmdlets.Journals;

/// <summary>What a journal is about, and how many of its rows came to what.</summary>
public sealed class FlowJournalSummary
{
    internal FlowJournalSummary(string path, JournalHeader header, JournalSummary summary)
    {
        Path = path;
        FlowId = header.Identity.FlowId;
        FlowName = header.Identity.FlowName;
        Region = header.Identity.Region;
        KeyColumn = header.Identity.KeyColumn;
        Run = header.Run;
        Created = header.Created.LocalDateTime;
        Rows = summary.Rows;
        Completed = summary.Finished.GetValueOrDefault(FlowExecutionStatus.Completed);
        Failed = summary.Finished.Values.Sum() - Completed;
        Launched = summary.Launched + Completed + Failed;
        Refused = summary.Refused + summary.Rejected;
        NotSent = summary.NotSent;
        Unknown = summary.Unknown + summary.InDoubt;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The flow's id.</summary>
    public string FlowId { get; }

    /// <summary>The flow's name when the journal began.</summary>
    public string FlowName { get; }

    /// <summary>The region.</summary>
    public string Region { get; }

    /// <summary>The column that names the rows; null where they are known by their inputs.</summary>
    public string? KeyColumn { get; }

    /// <summary>The journal's own id, which stands in the names of the executions.</summary>
    public string Run { get; }

    /// <summary>When it was begun, local time.</summary>
    public DateTime Created { get; }

    /// <summary>Rows in it.</summary>
    public int Rows { get; }

    /// <summary>Rows that were launched, ended or not.</summary>
    public int Launched { get; }

    /// <summary>Rows that were refused, by Genesys Cloud or by the check before anything was sent.</summary>
    public int Refused { get; }

    /// <summary>Rows that were certainly not launched.</summary>
    public int NotSent { get; }

    /// <summary>Rows that may have been launched.</summary>
    public int Unknown { get; }

    /// <summary>Launched rows that have completed, as far as that has been seen.</summary>
    public int Completed { get; }

    /// <summary>Launched rows that have ended otherwise.</summary>
    public int Failed { get; }
}
