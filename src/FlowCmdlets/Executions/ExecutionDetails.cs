using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.History;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.History;

namespace FlowCmdlets.Executions;

/// <summary>
/// Adds the execution data to executions that have finished, many with one job, and emits them in order. On the pipeline thread only.
/// </summary>
/// <remarks>
/// That an execution's data is stored under the execution's own id is not documented. Data is taken only where the ids are equal; otherwise
/// there is an error, and the execution comes out without.
/// </remarks>
internal sealed class ExecutionDetails(GenesysCmdlet cmdlet, GenesysCloudClient client)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private readonly ExecutionDataStatus _status = new(cmdlet, client);
    private readonly List<PSObject> _waiting = [];

    /// <summary>Takes an execution, and emits those that are due.</summary>
    public void Add(PSObject execution)
    {
        _waiting.Add(execution);
        if (_waiting.Count == InstanceDataJob.MaxIds)
            Flush();
    }

    /// <summary>Emits the rest.</summary>
    public void Flush()
    {
        PSObject[] executions = [.. _waiting];
        _waiting.Clear();
        string[] ids = [.. executions.Select(FinishedId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        Dictionary<string, object> data = ids.Length == 0 ? [] : Read(ids);
        foreach (PSObject execution in executions)
        {
            object? found = FinishedId(execution) is { } id ? data[id] : null;
            if (found is FlowInstanceData detail)
                execution.Properties.Add(new PSNoteProperty(ColumnNames.ExecutionData, detail), preValidated: true);
            else if (found is Exception failure)
                cmdlet.WriteError(Describe(FinishedId(execution)!, failure));
            cmdlet.WriteObject(execution);
        }
    }

    private ErrorRecord Describe(string id, Exception failure) => failure is GenesysCloudException { Resource: not SignedDownload.Resource }
        ? Errors.TryDescribe(failure, id)!
        : Errors.InstanceDataFailed(id, failure, isOff: failure is InstanceDataUnavailableException && _status.IsOff);

    private Dictionary<string, object> Read(string[] ids)
    {
        Task<Dictionary<string, object>> reading = ReadAsync(ids);
        cmdlet.Await(reading);
        return reading.Result;
    }

    /// <summary>By id: the data, or why there is none.</summary>
    private async Task<Dictionary<string, object>> ReadAsync(string[] ids)
    {
        var results = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        IReadOnlyDictionary<string, ExecutionDataEntity> prepared;
        try
        {
            prepared = await InstanceDataJob.RunAsync(client, ids, s_timeout, cmdlet.StopToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is InstanceDataJobException
            || (failure is GenesysCloudException && !Errors.IsFatal(failure)))
        {
            // The executions themselves were read, and come out.
            return ids.ToDictionary(id => id, object (_) => failure, StringComparer.OrdinalIgnoreCase);
        }

        foreach (string id in ids)
        {
            try
            {
                ReadOnlyMemory<byte> file = await InstanceFiles.DownloadAsync(
                    client, id, prepared.GetValueOrDefault(id), cmdlet.StopToken).ConfigureAwait(false);
                results[id] = FlowInstanceData.TryRead(id, file) ?? (object)new InvalidDataException("the file isn't JSON");
            }
            catch (Exception failure) when (failure is InstanceDataUnavailableException or GenesysCloudException)
            {
                results[id] = failure;
            }
        }

        return results;
    }

    private static string? FinishedId(PSObject execution) =>
        execution.BaseObject is FlowExecution { Id: { } id, Status: { } status } && FlowExecutionStatus.IsFinal(status) ? id : null;
}
