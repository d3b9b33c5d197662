using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;

namespace GenesysCloud.Launching;

/// <summary>What a row is to launch.</summary>
/// <param name="Target">The flow.</param>
/// <param name="Request">The request.</param>
/// <param name="KeyText">The value of the column that identifies rows in the journal; null if there is no such column.</param>
internal sealed record RowLaunch(LaunchTarget Target, FlowExecutionLaunchRequest Request, string? KeyText = null)
{
    /// <summary>
    /// The inputs as the row identifies itself by them, where those are not the ones that are sent: a person who was looked up counts as
    /// the row names it, so that the row stays the same whoever has that name in a later run. Null for the inputs that are sent.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Identity { get; init; }

    /// <summary>
    /// Why the row is not to be sent; null if it is. A row that the journal knows to be launched has its outcome all the same.
    /// </summary>
    public RowRejection? Rejection { get; init; }

    /// <summary>Values are people's data and are not printed.</summary>
    public override string ToString() => $"{nameof(RowLaunch)} {Request.FlowId}";
}
