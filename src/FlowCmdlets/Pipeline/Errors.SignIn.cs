using System.Management.Automation;
using GenesysCloud;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Sign-ins that failed. The region is what is wrong most often, and the login host of a wrong region responds as if the client did not
/// exist: so the advice says which region was tried, and how it was chosen.
/// </summary>
internal static partial class Errors
{
    private const string UnknownClientAdvice =
        "No OAuth client with this ID exists in this region. A valid ID and secret are refused like this in every region but their own. " +
        "Check -Region first: sign in to Genesys Cloud in a browser; the address of the page, https://apps.<domain>, has the domain to " +
        "specify. Then check the client ID.";
    private const string WrongSecretAdvice =
        "Check the client secret. Check that the OAuth client is active and that its grant type is Client Credentials.";
    private const string TokenRejectedAdvice =
        "The token expired, was revoked, or belongs to another region. Check -Region and run Connect-GenesysCloud again.";

    /// <summary>The record for a failure to connect that this module knows; null for another.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="region">The region that was tried.</param>
    /// <param name="source">The parameter, variable, or profile that it comes from; <c>default</c> if none was specified.</param>
    public static ErrorRecord? TryDescribeConnecting(Exception failure, GenesysCloudRegion region, string source)
    {
        if (TryDescribe(failure, null) is not { } error)
            return null;
        if (failure is SignInException or GenesysCloudException { Status: 401 } or GenesysCloudException { ForeignResponse: not null }
            or GenesysCloudException { Status: null })
        {
            string message = error.ErrorDetails.Message;
            error.ErrorDetails = new ErrorDetails(message)
            {
                RecommendedAction = $"{error.ErrorDetails.RecommendedAction} {Tried(region, source)}",
            };
        }

        return error;
    }

    private static string Tried(GenesysCloudRegion region, string source) =>
        $"The region that was tried is {region.Name}{(region.Domain is null ? "" : $" ({region.Domain})")}, " +
        (source == "default" ? "the default, because no region was specified." : $"as specified by {source}.");
}
