using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace FlowCmdlets.History;

/// <summary>Whether the organization stores execution data; asked once, when something was not found that might not be stored.</summary>
internal sealed class ExecutionDataStatus(GenesysCmdlet cmdlet, GenesysCloudClient client)
{
    private bool? _isOff;

    /// <summary>Whether it is known to be off. Who may not read the setting does not know.</summary>
    public bool IsOff => _isOff ??= cmdlet.Await(ReadAsync());

    private async Task<bool> ReadAsync()
    {
        try
        {
            ExecutionDataSettings settings = await client.Architect.GetExecutionDataSettingsAsync(cmdlet.StopToken).ConfigureAwait(false);
            return settings.Enabled == false;
        }
        catch (GenesysCloudException unknown) when (unknown is not SignInException)
        {
            // Nothing that was asked for has failed.
            return false;
        }
    }
}
