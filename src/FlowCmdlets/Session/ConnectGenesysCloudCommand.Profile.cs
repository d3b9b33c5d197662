using System.Management.Automation;
using System.Security;
using FlowCmdlets.Profiles;

namespace FlowCmdlets.Session;

public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>A profile of the official command-line client, for what neither parameters nor the environment specify.</summary>
    [Parameter(HelpMessage = "Specifies a profile of the official command-line client.")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Profile { get; set; }

    private ConnectionSources ReadSources()
    {
        CliProfile? profile = Profile is null ? null : CliProfileFile.Find(Profile);
        if (profile is not null && FileExposure.Find(profile.File) is { } exposed)
            WriteWarning(exposed);
        return ConnectionSources.OfProcess.With(profile);
    }

    private ConnectionSettings ReadSettings(ConnectionSources sources)
    {
        string? region = IsGiven(nameof(Region)) ? Region ?? "" : null;
        ConnectionSettings settings = ParameterSetName switch
        {
            FromCredential => ConnectionSettings.FromCredential(sources, region, Credential),
            FromClient => ConnectionSettings.FromClient(
                sources,
                region,
                IsGiven(nameof(ClientId)) ? ClientId ?? "" : null,
                IsGiven(nameof(ClientSecret)) ? ClientSecret ?? new SecureString() : null),
            FromAccessToken => ConnectionSettings.FromAccessToken(sources, region, AccessToken),
            FromBrowser => ConnectionSettings.FromBrowser(sources, region),
            _ => ConnectionSettings.FromSources(sources, region, TimeProvider.System.GetUtcNow()),
        };
        if (sources.Profile is { } profile && settings.Overriding.Count > 0)
        {
            WriteWarning(
                $"The environment takes precedence over {profile.Source}: {string.Join(", ", settings.Overriding)}. " +
                "Remove the variables to use the profile.");
        }

        return settings;
    }

    /// <summary>Whether a parameter was given. A variable that isn't set is a mistake, and no wish for the default.</summary>
    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
