using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;

namespace GenesysCloud.Launching;

/// <summary>What a row is to launch.</summary>
/// <param name="Target">The flow.</param>
/// <param name="Request">The request.</param>
/// <param name="KeyText">The value of the column that identifies rows in the journal; null if there is no such column.</param>
internal sealed record RowLaunch(LaunchTarget Target, FlowExecutionLaunchRequest Request, string? KeyText = null)
{
    /// <summary>Values are people's data and are not printed.</summary>
    public override string ToString() => $"{nameof(RowLaunch)} {Request.FlowId}";
}
