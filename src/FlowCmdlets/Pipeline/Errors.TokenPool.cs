using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Sessions with several tokens.</summary>
internal static partial class Errors
{
    public static CmdletErrorException TokenPoolInvalid(string source, string reason) => new(Record(
        nameof(TokenPoolInvalid),
        ErrorCategory.InvalidArgument,
        source,
        new ArgumentException($"The token pool size of {source} can't be used. {reason}"),
        "Specify -TokenPoolSize from 1 to 10, with the ID and the secret of an OAuth client of the grant type Client Credentials, " +
        "or omit it."));
}
