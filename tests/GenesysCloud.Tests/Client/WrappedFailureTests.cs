using System.Reflection;
using GenesysCloud.Http;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class WrappedFailureTests
{
    [Fact]
    public void A_failure_with_a_new_message_keeps_all_that_is_known_of_the_call()
    {
        var call = new GenesysCloudException("429 rate.limit.exceeded", SendOutcome.Refused)
        {
            Status = 429,
            Code = "rate.limit.exceeded",
            ServiceMessage = "Rate limit exceeded.",
            CorrelationId = "a0000000-0000-4000-8000-000000000001",
            Attempts = 4,
            RetryAfter = TimeSpan.FromMinutes(3),
            Resource = "POST /api/v2/flows/executions",
            Error = ErrorBody.TryRead("""{"status":429,"code":"rate.limit.exceeded","message":"Rate limit exceeded."}"""u8),
            ForeignResponse = new ForeignResponse(429, "text/html", "proxy", null, null, "Too many"),
        };
        PropertyInfo[] known = typeof(GenesysCloudException).GetProperties(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

        var wrapped = new GenesysCloudException("The rate limit asks for a longer wait than allowed.", call);

        // One that has no value here would prove nothing. A fault of the connection excludes a response.
        string[] unset = [.. known.Where(property => property.GetValue(call) is null or 1).Select(property => property.Name)];
        Assert.Equal([nameof(GenesysCloudException.ConnectionFault)], unset);
        Assert.All(known, property => Assert.Equal(property.GetValue(call), property.GetValue(wrapped)));
        Assert.Same(call, wrapped.InnerException);
    }
}
