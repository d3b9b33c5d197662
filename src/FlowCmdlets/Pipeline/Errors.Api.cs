using System.Management.Automation;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>The errors of requests to any operation of the API.</summary>
internal static partial class Errors
{
    public static CmdletErrorException ApiPathInvalid(string path, string fault) => new(Record(
        nameof(ApiPathInvalid), ErrorCategory.InvalidArgument, GenesysCloudRegion.Redact(path),
        new ArgumentException($"The path '{GenesysCloudRegion.Redact(path)}' {fault}."),
        "Specify -Path as the API's documentation has it, with IDs in place of the names in braces, such as /api/v2/users/me."));

    /// <param name="name">The parameter.</param>
    /// <param name="fault">What is wrong, as a sentence without its end.</param>
    public static CmdletErrorException ApiQueryInvalid(string name, string fault) => new(Record(
        nameof(ApiQueryInvalid), ErrorCategory.InvalidArgument, name,
        new ArgumentException($"The query can't be sent: {fault}."),
        "Specify -Query as a hashtable, such as @{ pageSize = 100; expand = 'presence', 'station' }."));

    /// <param name="fault">A sentence that repeats no value.</param>
    public static CmdletErrorException ApiBodyInvalid(string fault) => new(Record(
        nameof(ApiBodyInvalid), ErrorCategory.InvalidArgument, null,
        new ArgumentException($"The body can't be sent: {fault}"),
        "Specify -Body as a hashtable or object, or as JSON text."));

    public static ErrorRecord ApiMethodInvalid(string parameter, string method, string allowed) => Record(
        nameof(ApiMethodInvalid), ErrorCategory.InvalidArgument, method,
        new ArgumentException($"-{parameter} can't be used with -Method {method}."),
        $"Omit -{parameter}, or specify -Method {allowed}.");

    /// <summary>A request of any operation that did not succeed; null for a failure that this module does not know.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="path">The path that was specified.</param>
    /// <param name="isRepeatable">Whether sending it twice does no harm.</param>
    /// <param name="page">The page of a list, from 1; 0 where no list was asked for.</param>
    /// <param name="items">Items that were emitted before.</param>
    public static ErrorRecord? TryDescribeApi(Exception failure, string path, bool isRepeatable, long page, long items)
    {
        string target = GenesysCloudRegion.Redact(path);
        ErrorRecord? error = failure is GenesysCloudException call and not SignInException
            ? DescribeApi(call, target, isRepeatable)
            : TryDescribe(failure, target);
        if (error is not null && page > 0)
        {
            error.ErrorDetails = new ErrorDetails(
                $"Page {page} could not be read, after {Quantity.Format(items, "item")}: {error.ErrorDetails.Message}")
            {
                RecommendedAction = error.ErrorDetails.RecommendedAction,
            };
        }

        return error;
    }

    private static ErrorRecord? DescribeApi(GenesysCloudException call, string target, bool isRepeatable) => call switch
    {
        { Outcome: SendOutcome.Unknown } when !isRepeatable => Record(
            "RequestOutcomeUnknown",
            call.InnerException is TimeoutException ? ErrorCategory.OperationTimeout : ErrorCategory.ResourceUnavailable,
            target,
            Rephrase(call, $"The request may have been carried out: {call.Message}"),
            "It was not sent again because that could carry it out twice. Check in Genesys Cloud whether it was carried out before you " +
            "repeat it. If repeating does no harm, specify -Idempotent."),
        { ForeignResponse: not null } or { Code: ErrorCodes.IpNotAuthorized or ErrorCodes.ClientFailedRequest } => Describe(call, target),
        { Status: 400 } => Service(call, "RequestInvalid", ErrorCategory.InvalidData, target,
            "Genesys Cloud rejected the " +
            $"request{(call.Error is { FieldNames.Count: > 0 } body ? $" (invalid fields: {string.Join(", ", body.FieldNames)})" : "")}. " +
            "Compare -Body and -Query with the API's documentation of this operation."),
        { Status: 403, Error: not { MissingPermissions.Count: > 0 } } => Service(
            call, "PermissionMissing", ErrorCategory.PermissionDenied, target,
            $"Grant the permission that the API's documentation lists for this operation. {Permission.HowToGrant}"),
        { Status: 404 or 410 } => Service(call, "ResourceNotFound", ErrorCategory.ObjectNotFound, target,
            "Check the path, the IDs in it, and the region. Check that a role of the OAuth client covers the division of the resource."),
        { Status: 409 } => Service(call, "RequestConflict", ErrorCategory.ResourceExists, target,
            "The state of the resource doesn't allow this request. It may exist already, or have changed since it was read. " +
            "Read it again, then retry."),
        { Status: 413 } => Service(call, "RequestTooLarge", ErrorCategory.LimitsExceeded, target,
            "The body is larger than this operation accepts. Send less at once."),
        _ => Describe(call, target),
    };
}
