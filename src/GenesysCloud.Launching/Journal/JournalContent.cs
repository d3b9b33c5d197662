namespace GenesysCloud.Launching.Journal;

/// <summary>What a journal's file holds.</summary>
/// <param name="Header">Its first line; null if the file holds not even that.</param>
/// <param name="Table">What its lines add up to.</param>
/// <param name="Checksum">Seal of the last whole line.</param>
/// <param name="Length">Where its whole lines end. What follows is a torn line.</param>
internal sealed record JournalContent(JournalHeader? Header, JournalTable Table, uint Checksum, long Length);
