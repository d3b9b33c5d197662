using System.IO.Compression;
using System.Net;
using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>A response takes no more memory than a client can bear, and no more time than its request may.</summary>
public sealed class ResponseLimitTests
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const string Organization = """{"id":"a0000000-0000-4000-8000-000000000001","name":"Any"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_launch_whose_response_unpacks_to_more_than_16_MB_is_Unknown(string encoding)
    {
        byte[] bomb = Pack(new byte[4 * MaxBytes], encoding);
        await using var server = new RawServer(_ => Packed(bomb, encoding));
        using var transport = new TestTransport(server.Address);

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason;
        Assert.Contains("larger than 16 MB", reason.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_read_whose_response_never_ends_fails_and_is_not_sent_again()
    {
        int requests = 0;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ =>
        {
            requests++;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) };
        }));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(transport.Client.GetOrganizationAsync()));

        Assert.Contains("larger than 16 MB", failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (requests, failure.Attempts));
    }

    [Fact]
    public async Task A_login_host_whose_response_never_ends_is_a_failed_sign_in()
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere,
            new StubHandler(_ => new(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) }),
            signsIn: true);

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.Contains("larger than 16 MB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Sixteen_megabytes_are_read_and_not_a_byte_more(int more, bool isRead)
    {
        byte[] body = Encoding.UTF8.GetBytes(Organization + new string(' ', MaxBytes - Organization.Length + more));
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ =>
        {
            HttpResponseMessage response = StubHandler.OfService("");
            response.Content = new ByteArrayContent(body);
            return response;
        }));

        Task<Organization> read = transport.Time.RunAsync(transport.Client.GetOrganizationAsync());

        if (isRead)
            Assert.Equal("Any", (await read).Name);
        else
            await Assert.ThrowsAsync<GenesysCloudException>(() => read);
    }

    [Fact]
    public async Task A_body_that_stops_halfway_ends_with_the_time_out_of_its_request()
    {
        await using var server = new RawServer(_ => new("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":", Close: false));
        using var transport = new TestTransport(server.Address);
        transport.Time.Hanging = () => server.Requests.Count - transport.InFlightHandler.Failed;

        LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));

        GenesysCloudException reason = Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason;
        Assert.IsType<TimeoutException>(reason.InnerException);
        Assert.Equal(TimeSpan.FromSeconds(30), transport.Clock.Now);
    }

    private static RawServer.Reply Packed(byte[] body, string encoding) =>
        new(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n",
            Close: false)
        {
            Bytes = body,
        };

    private static byte[] Pack(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest)
            : new BrotliStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(body);
        }

        return packed.ToArray();
    }

    /// <summary>Spaces without an end; a reader that does not stop fails by itself in the end.</summary>
    private sealed class Endless : Stream
    {
        private const long Most = 1L << 30;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if ((Position += buffer.Length) > Most)
                throw new InvalidOperationException("A gigabyte was read.");
            buffer.Fill((byte)' ');
            return buffer.Length;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
