using System.Net;
using System.Text;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Polly;
using Xunit;

namespace GenesysCloud.Tests.History;

/// <summary>Signed addresses are secrets, and only such that deserve it are trusted.</summary>
public sealed class SignedDownloadTests
{
    private const string Address = "https://files.example/data.json?X-Amz-Signature=topsecret";

    [Fact]
    public async Task No_token_is_sent_along()
    {
        HttpRequestMessage? sent = null;
        using var handler = new StubHandler(request =>
        {
            sent = request;
            return StubHandler.Answer(HttpStatusCode.OK, "{}");
        });
        ReadOnlyMemory<byte> file = await Download(handler).ReadAsync(Address, TestContext.Current.CancellationToken);
        Assert.Equal("{}", Encoding.UTF8.GetString(file.Span));
        Assert.Null(sent!.Headers.Authorization);
        Assert.Equal(Address, sent.RequestUri!.OriginalString);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/api/v2/downloads/1")]
    [InlineData("http://files.example/data.json?X-Amz-Signature=topsecret")]
    [InlineData("http://127.0.0.1:5005/data.json?X-Amz-Signature=topsecret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:topsecret@files.example/data.json")]
    public async Task An_address_that_is_not_HTTPS_is_not_asked(string? address)
    {
        using var handler = new StubHandler(_ => throw new InvalidOperationException("It was asked."));
        GenesysCloudException error = await Assert.ThrowsAsync<GenesysCloudException>(
            () => Download(handler).ReadAsync(address, TestContext.Current.CancellationToken));
        Assert.Equal(SendOutcome.NotSent, error.Outcome);
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task What_is_no_success_is_an_error_without_the_address(HttpStatusCode status)
    {
        int requests = 0;
        using var handler = new StubHandler(_ =>
        {
            requests++;
            HttpResponseMessage response = StubHandler.Answer(status, "<Error>topsecret</Error>");
            response.Headers.Location = new Uri("https://elsewhere.example/topsecret");
            return response;
        });
        GenesysCloudException error = await Assert.ThrowsAsync<GenesysCloudException>(
            () => Download(handler).ReadAsync(Address, TestContext.Current.CancellationToken));
        Assert.Equal(((int)status, 1), (error.Status, requests));
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_is_canceled_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        using var handler = new StubHandler(_ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download(handler).ReadAsync(Address, stop.Token));
    }

    private static SignedDownload Download(StubHandler handler) => new(
        new HttpMessageInvoker(handler), new Uri("https://api.mypurecloud.com/"), ResiliencePipeline<SendResult>.Empty,
        TimeSpan.FromSeconds(30), TimeProvider.System, observer: null);
}
