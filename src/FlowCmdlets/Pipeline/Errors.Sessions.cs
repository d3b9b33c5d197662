using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Sessions that are found by their names.</summary>
internal static partial class Errors
{
    public static ErrorRecord SessionNotFound(string name, IReadOnlyList<string> names) => Record(
        nameof(SessionNotFound),
        ErrorCategory.ObjectNotFound,
        name,
        new ArgumentException(NoSessionOfName(name, names)),
        "Run Get-GenesysCloudSession -ListAvailable to list the sessions of this runspace, or Connect-GenesysCloud -Name to open one.");

    /// <summary>Says which names there are instead.</summary>
    public static string NoSessionOfName(string name, IReadOnlyList<string> names) =>
        $"No session of this runspace has the name '{name}'. " +
        (names.Count == 0 ? "None has a name; Connect-GenesysCloud -Name gives it one." : $"Names: {NameList.Format([.. names])}.");
}
