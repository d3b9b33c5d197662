using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <content>Several tokens of one OAuth client.</content>
public sealed partial class ConnectGenesysCloudCommand
{
    private const int LargestTokenPool = 10;

    // The name of the official Terraform provider.
    private const string TokenPoolVariable = "GENESYSCLOUD_TOKEN_POOL_SIZE";

    /// <summary>How many tokens of the OAuth client the session may use, each with a rate limit of its own.</summary>
    [Parameter(HelpMessage = "Specifies how many tokens of the OAuth client the session can use.")]
    [ValidateRange(1, LargestTokenPool)]
    public int TokenPoolSize { get; set; } = 1;

    /// <summary>How many tokens: from the parameter, else from the environment, else one.</summary>
    /// <exception cref="CmdletErrorException">The value isn't valid, or was specified for a sign-in that has one token.</exception>
    private int ReadTokenPoolSize(ConnectionSources sources, ConnectionSettings settings)
    {
        string? given = IsGiven(nameof(TokenPoolSize)) ? TokenPoolSize.ToString(CultureInfo.InvariantCulture) : null;
        if (sources.Find(nameof(TokenPoolSize), given, [TokenPoolVariable]) is not { } setting)
            return 1;
        // The variable is often set for other programs, and says nothing about how a session without an OAuth client signs in.
        if (settings.Credentials is null && setting.Origin == SettingOrigin.Environment)
            return 1;
        if (!int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) || size is < 1 or > LargestTokenPool)
            throw Errors.TokenPoolInvalid(setting.Source, $"'{setting.Value}' isn't a number of tokens from 1 to {LargestTokenPool}.");
        return size == 1 || settings.Credentials is not null
            ? size
            : throw Errors.TokenPoolInvalid(
                setting.Source, $"The session signs in with {settings.CredentialSource}, and only an OAuth client can get several tokens.");
    }
}
