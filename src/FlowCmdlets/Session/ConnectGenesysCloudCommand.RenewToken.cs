using System.Management.Automation;
using FlowCmdlets.Pipeline;

namespace FlowCmdlets.Session;

/// <content>Renewing an existing token.</content>
public sealed partial class ConnectGenesysCloudCommand
{
    /// <summary>Returns another token when Genesys Cloud rejects the existing one.</summary>
    [Parameter(
        ParameterSetName = FromAccessToken,
        HelpMessage = "Specifies a script block that returns a new access token when the token has expired.")]
    public ScriptBlock? RenewToken { get; set; }

    private TokenRenewalScript? Renewal() => RenewToken is null ? null : new TokenRenewalScript(RenewToken, RunspaceWork.OfThread());
}
