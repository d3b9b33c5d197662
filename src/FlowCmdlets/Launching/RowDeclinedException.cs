namespace FlowCmdlets.Launching;

/// <summary>A row was not to be launched: <c>-WhatIf</c>, or "no" to <c>-Confirm</c>. That is no failure of the row.</summary>
internal sealed class RowDeclinedException() : OperationCanceledException("The row was not to be launched: -WhatIf, or 'no' to -Confirm.");
