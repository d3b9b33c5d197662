using GenesysCloud.Http;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Launching;

/// <summary>A run continues a journal.</summary>
/// <param name="Path">The journal.</param>
/// <param name="Rows">What it knows.</param>
internal sealed record JournalResumed(string Path, JournalSummary Rows) : ClientEvent;

/// <summary>Rows without a response are being reconciled.</summary>
/// <param name="RowsOfThisRun">How many of them this run sent.</param>
internal sealed record ReconciliationStarted(int RowsOfThisRun) : ClientEvent;

/// <summary>Reconciliation is over.</summary>
/// <param name="Result">What it came to.</param>
internal sealed record ReconciliationEnded(ReconcileResult Result) : ClientEvent;
