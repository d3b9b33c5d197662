using FlowCmdlets.Binding;
using GenesysCloud.Architect;

namespace FlowCmdlets.Launching;

/// <summary>What a row is launched with beside its inputs.</summary>
/// <param name="Flow">The flow; null if none is named.</param>
/// <param name="FlowVersion">A version other than the published one; null or empty for that.</param>
/// <param name="UserId">The user it is for, by id or by name; null or empty for none.</param>
/// <param name="ExternalContactId">The external contact it is for, by id or by name; null or empty for none.</param>
internal sealed record RowParameters(FlowReference? Flow, string? FlowVersion, string? UserId, string? ExternalContactId)
{
    /// <summary>Whether the flow is named.</summary>
    public bool HasFlow => Flow is { Text.Length: > 0 };

    /// <summary>Whether the user is named.</summary>
    public bool HasUser => !string.IsNullOrWhiteSpace(UserId);

    /// <summary>Whether the external contact is named.</summary>
    public bool HasContact => !string.IsNullOrWhiteSpace(ExternalContactId);

    /// <summary>
    /// These parameters, and the row's columns of those names where they are missing: the engine binds none of a hashtable.
    /// </summary>
    public RowParameters Or(InputRow row) => new(
        row.Flow ?? (HasFlow ? Flow : row.NamedFlow),
        FlowVersion ?? (row.HasRun ? null : row.ParameterOf(nameof(FlowVersion))),
        UserId ?? row.ParameterOf(nameof(UserId)),
        ExternalContactId ?? row.ParameterOf(nameof(ExternalContactId)));
}
