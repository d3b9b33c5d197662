using System.Management.Automation;
using FlowCmdlets.Profiles;

namespace FlowCmdlets.Session;

public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>A profile of the official command-line client, for what neither parameters nor the environment specify.</summary>
    [Parameter(HelpMessage = "Specifies a profile of the official command-line client.")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Profile { get; set; }

    private ConnectionSettings ReadSettings()
    {
        CliProfile? profile = Profile is null ? null : CliProfileFile.Find(Profile);
        if (profile is not null && FileExposure.Find(profile.File) is { } exposed)
            WriteWarning(exposed);
        ConnectionSources sources = ConnectionSources.OfProcess.With(profile);
        ConnectionSettings settings = ParameterSetName switch
        {
            FromCredential => ConnectionSettings.FromCredential(sources, Region, Credential),
            FromClient => ConnectionSettings.FromClient(sources, Region, ClientId, ClientSecret),
            FromAccessToken => ConnectionSettings.FromAccessToken(sources, Region, AccessToken),
            _ => ConnectionSettings.FromSources(sources, Region, TimeProvider.System.GetUtcNow()),
        };
        if (profile is not null && settings.Overriding.Count > 0)
        {
            WriteWarning(
                $"The environment takes precedence over {profile.Source}: {string.Join(", ", settings.Overriding)}. " +
                "Remove the variables to use the profile.");
        }

        return settings;
    }
}
