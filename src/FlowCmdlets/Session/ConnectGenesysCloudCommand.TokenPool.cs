using System.Management.Automation;

namespace FlowCmdlets.Session;

/// <content>Several tokens of one OAuth client.</content>
public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>How many tokens of the OAuth client the session may use, each with a rate limit of its own.</summary>
    [Parameter(HelpMessage = "Specifies how many tokens of the OAuth client the session can use.")]
    [ValidateRange(1, TokenPoolSetting.Largest)]
    public int TokenPoolSize { get; set; } = 1;

    private int ReadTokenPoolSize(ConnectionSources sources, ConnectionSettings settings) =>
        TokenPoolSetting.Read(sources, IsGiven(nameof(TokenPoolSize)) ? TokenPoolSize : null, settings);
}
