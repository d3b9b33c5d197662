namespace GenesysCloud.Launching.Journal;

/// <summary>How many rows stand where. Every row counts once; the numbers add up to <paramref name="Rows"/>.</summary>
/// <param name="Rows">All rows ever announced or rejected.</param>
/// <param name="Launched">Launched, end not known yet.</param>
/// <param name="Refused">Refused by the platform.</param>
/// <param name="NotSent">Certain never to have reached it.</param>
/// <param name="Unknown">Sent, the response lost.</param>
/// <param name="InDoubt">Announced, no outcome written.</param>
/// <param name="Finished">Ended, by status.</param>
/// <param name="Rejected">Rejected before anything was sent.</param>
internal sealed record JournalSummary(
    int Rows,
    int Launched,
    int Refused,
    int NotSent,
    int Unknown,
    int InDoubt,
    IReadOnlyDictionary<string, int> Finished,
    int Rejected = 0);
