using System.Globalization;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <summary>How many tokens a session may use.</summary>
internal static class TokenPoolSetting
{
    /// <summary>Ten times the documented limit of a token is that of the whole client, so more gain nothing.</summary>
    public const int Largest = 10;

    // The name of the official Terraform provider.
    private const string Variable = "GENESYSCLOUD_TOKEN_POOL_SIZE";

    /// <summary>The parameter, else the environment variable, else one.</summary>
    /// <param name="sources">The environment.</param>
    /// <param name="size">The parameter; null if it wasn't given.</param>
    /// <param name="settings">How the session signs in.</param>
    /// <exception cref="CmdletErrorException">The value isn't valid, or the session can't have several tokens.</exception>
    public static int Read(ConnectionSources sources, int? size, ConnectionSettings settings)
    {
        Setting? setting = sources.Find("TokenPoolSize", size?.ToString(CultureInfo.InvariantCulture), [Variable]);
        // The variable is set for other programs, too, and says nothing about sessions that need no OAuth client.
        if (setting is null || (setting.Origin == SettingOrigin.Environment && settings.Credentials is null))
            return 1;
        if (!int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int tokens) || tokens is < 1 or > Largest)
            throw Errors.TokenPoolInvalid(setting.Source, $"'{setting.Value}' isn't a number from 1 to {Largest}.");
        return tokens == 1 || settings.Credentials is not null
            ? tokens
            : throw Errors.TokenPoolInvalid(
                setting.Source,
                $"Only the secret of an OAuth client can request several tokens, and this session uses {settings.CredentialSource}.");
    }
}
