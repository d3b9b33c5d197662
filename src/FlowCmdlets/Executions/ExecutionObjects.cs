using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Executions;

/// <summary>Makes the object that is emitted for an execution as the service tells it now.</summary>
internal static class ExecutionObjects
{
    /// <summary>The execution with what was known of it before, and with the columns of the row it came in.</summary>
    public static PSObject Update(ExecutionReference reference, FlowRuntimeExecution now, GenesysCloudClient client, GenesysCmdlet cmdlet)
    {
        FlowExecution before = reference.Known ?? new FlowExecution
        {
            UserId = Text(reference.Source, nameof(FlowExecution.UserId)),
            ExternalContactId = Text(reference.Source, nameof(FlowExecution.ExternalContactId)),
            FlowName = Text(reference.Source, nameof(FlowExecution.FlowName)),
            RowNumber = Number(reference.Source, nameof(FlowExecution.RowNumber)),
            RowKey = Text(reference.Source, nameof(FlowExecution.RowKey)),
        };
        string? flowName = before.FlowName ?? NameOf(now.FlowVersion?.FlowId, client, cmdlet);
        var updated = new PSObject(before.Updated(now, flowName));
        foreach (PSPropertyInfo column in reference.Source?.Properties ?? Enumerable.Empty<PSPropertyInfo>())
        {
            if (column is PSNoteProperty && !ColumnNames.Results.Contains(column.Name))
                updated.Properties.Add(new PSNoteProperty(column.Name, column.Value), preValidated: true);
        }

        return updated;
    }

    /// <summary>The flow's name, looked up once. Someone who may see executions but not flows does without.</summary>
    private static string? NameOf(string? flowId, GenesysCloudClient client, GenesysCmdlet cmdlet)
    {
        if (flowId is null)
            return null;
        Task<string?> looking = client.FlowCache.FindNameAsync(client.Architect, flowId, cmdlet.StopToken);
        cmdlet.Streams.WriteUntil(looking, cmdlet.StopToken);
        return looking.GetAwaiter().GetResult();
    }

    /// <summary>The number in a column of a row; null if there is none.</summary>
    public static long? Number(PSObject? row, string column) =>
        Text(row, column) is { } text && LanguagePrimitives.TryConvertTo(text, out long number) ? number : null;

    /// <summary>The text in a column of a row; null if there is none.</summary>
    public static string? Text(PSObject? row, string column) =>
        row?.Properties[column]?.Value is { } value && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } text ? text : null;
}
