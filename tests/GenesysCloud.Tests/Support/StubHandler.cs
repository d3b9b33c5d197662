using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GenesysCloud.Tests.Support;

/// <summary>Answers every request here, without a network: for answers no service should ever give.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Only a name; nothing is sent there.</summary>
    public static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) => Answer(status, Encoding.UTF8.GetBytes(body));

    /// <summary>A success with the mark of Genesys Cloud, its correlation id.</summary>
    public static HttpResponseMessage OfService(string body)
    {
        HttpResponseMessage answer = Answer(HttpStatusCode.OK, body);
        answer.Headers.Add("ININ-Correlation-Id", "c0000000-0000-4000-8000-000000000001");
        return answer;
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, byte[] body) => new(status)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        return answer(request);
    }
}
