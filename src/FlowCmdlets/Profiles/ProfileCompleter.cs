using FlowCmdlets.Binding;

namespace FlowCmdlets.Profiles;

/// <summary>Completes <c>-Profile</c> with the names of the profiles that there are.</summary>
internal sealed class ProfileCompleter : ValueCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) =>
        CliProfileFile.Read(CliProfileFile.Locate()).Select(profile => new Suggestion(profile.Name, profile["environment"]));
}
