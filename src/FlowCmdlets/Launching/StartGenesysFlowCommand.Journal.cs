using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <content>How the journal is used.</content>
public sealed partial class StartGenesysFlowCommand
{
    /// <summary>The parameters that resume the run when the same command is run again.</summary>
    private string? ResumeCommand() => Journal is null ? null : CommandText.Resume(FilePath(Journal), Key);

    private JournalPolicy? JournalPolicy() => Journal is null ? null : new JournalPolicy
    {
        Path = FilePath(Journal),
        KeyColumn = Key is null ? null : ColumnNames.Trim(Key),
        KeyCaseSensitive = KeyCaseSensitive,
        OnExisting = OnExisting,
        RelaunchUnknown = RelaunchUnknown,
        ReconcileTimeout = ReconcileTimeout,
        Constants = Constants(),
    };

    /// <summary>All that is given on the command line and decides which inputs a row comes to.</summary>
    private List<KeyValuePair<string, object?>> Constants()
    {
        List<KeyValuePair<string, object?>> constants = LaunchPlan.ConstantsOf(InputData);
        (string Parameter, string? Value)[] given =
        [
            (nameof(UserInput), UserInput),
            (nameof(ExternalContactInput), ExternalContactInput),
            (nameof(UserId), UserId),
            (nameof(ExternalContactId), ExternalContactId),
            (nameof(EmptyCell), EmptyCell == EmptyCell.Absent ? null : EmptyCell.ToString()),
            (nameof(Culture), Culture?.Name),
        ];
        foreach ((string parameter, string? value) in given)
        {
            if (value is not null)
                constants.Add(new("-" + parameter, value));
        }

        return constants;
    }
}
