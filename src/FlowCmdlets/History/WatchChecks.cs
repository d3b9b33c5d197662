using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Notifications;

namespace FlowCmdlets.History;

/// <summary>
/// Warns of settings with which no event would ever come, and of a channel that would replace another. Who may not read a setting gets no
/// warning: nothing that was asked for has failed.
/// </summary>
internal sealed class WatchChecks(GenesysCmdlet cmdlet, GenesysCloudClient client, IReadOnlyCollection<Flow> flows)
{
    private const string Disabled = "Disabled";

    // One request for each flow; of so many flows, most record something.
    private const int MostFlows = 20;

    public void Run()
    {
        if (new ExecutionDataStatus(cmdlet, client).IsOff)
        {
            ErrorDetails off = Errors.ExecutionDataOff().ErrorDetails;
            cmdlet.WriteWarning($"{off.Message} No events will be received. {off.RecommendedAction}");
        }
        else if (flows.Count <= MostFlows)
        {
            WarnOfDisabled();
        }

        if (cmdlet.Await(CountChannelsAsync()) is { } count and >= NotificationsApi.MaxChannels)
        {
            cmdlet.WriteWarning(
                $"This OAuth client or user has {count} notification channels, and Genesys Cloud allows {NotificationsApi.MaxChannels}. " +
                "Another one replaces the oldest that isn't connected.");
        }
    }

    private void WarnOfDisabled()
    {
        foreach (Flow flow in cmdlet.Await(FindDisabledAsync()))
        {
            cmdlet.WriteWarning(
                $"The log level of the flow '{flow.Name}' is {Disabled}, so no events of it will be received. " +
                $"Set another one with Set-GenesysFlowLogLevel {CommandText.Quote(flow.Name)} Base.");
        }
    }

    private async Task<IReadOnlyList<Flow>> FindDisabledAsync()
    {
        var disabled = new List<Flow>();
        bool? isDefault = null;
        try
        {
            foreach (Flow flow in flows)
            {
                LogLevelSettings? own = await client.Architect.FindLogLevelAsync(flow.Id, cmdlet.StopToken).ConfigureAwait(false);
                if (own is null ? isDefault ??= IsDisabled(await DefaultAsync().ConfigureAwait(false)) : IsDisabled(own))
                    disabled.Add(flow);
            }
        }
        catch (GenesysCloudException unknown) when (unknown is not SignInException)
        {
            // See above; what was found until then is right.
        }

        return disabled;
    }

    private Task<LogLevelSettings?> DefaultAsync() => client.Architect.FindLogLevelAsync(flowId: null, cmdlet.StopToken);

    private static bool IsDisabled(LogLevelSettings? settings) =>
        string.Equals(settings?.LogLevelCharacteristics?.Level, Disabled, StringComparison.OrdinalIgnoreCase);

    private async Task<int?> CountChannelsAsync()
    {
        try
        {
            return await client.Notifications.CountChannelsAsync(cmdlet.StopToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException unknown) when (unknown is not SignInException)
        {
            return null;
        }
    }
}
