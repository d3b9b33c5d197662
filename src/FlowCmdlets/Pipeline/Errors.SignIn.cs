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
    /// <param name="origin">Where the region and the credentials come from.</param>
    public static ErrorRecord? TryDescribeConnecting(Exception failure, GenesysCloudRegion region, ConnectionOrigin origin)
    {
        if (TryDescribe(failure, null) is not { } error)
            return null;
        bool wasRefused = failure is SignInException { Outcome: SendOutcome.Refused } or GenesysCloudException { Status: 401 };
        if (wasRefused || failure is SignInException or GenesysCloudException { ForeignResponse: not null }
            or GenesysCloudException { Status: null })
        {
            string message = error.ErrorDetails.Message;
            error.ErrorDetails = new ErrorDetails(message)
            {
                RecommendedAction =
                    $"{error.ErrorDetails.RecommendedAction} {Tried(region, origin)}{(wasRefused ? TriedWith(origin) : "")}",
            };
        }

        return error;
    }

    private static string Tried(GenesysCloudRegion region, ConnectionOrigin origin) =>
        $"The region that was tried is {region.Name}{(region.Domain is null ? "" : $" ({region.Domain})")}, " + origin switch
        {
            { Region: not ConnectionOrigin.Default } => $"as specified by {origin.Region}.",
            { EmptyVariable: { } empty } => $"the default, because {empty} is empty.",
            _ => "the default, because no region was specified.",
        };

    // Those of a parameter are in the command; others may have been forgotten.
    private static string TriedWith(ConnectionOrigin origin) => origin.Credential is { } source && !source.StartsWith('-')
        ? $" The credentials are from {source}."
        : "";
}
