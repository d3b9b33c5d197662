using System.Buffers;

namespace GenesysCloud.Http;

/// <summary>The body of a response is larger than any that the API sends. Only a part of it was read.</summary>
internal sealed class ResponseTooLargeException() : IOException($"the response is larger than {ResponseBody.MaxBytes >> 20} MB");

/// <summary>Reads the body of a response, up to a limit: a few kilobytes on the wire may decompress to gigabytes.</summary>
internal static class ResponseBody
{
    /// <summary>Bytes a body has at most, decompressed. The largest page of the API is a small part of this.</summary>
    public const int MaxBytes = 16 << 20;

    private const int FirstBytes = 4096;

    /// <summary>The whole body, decompressed.</summary>
    /// <param name="content">The content of a response whose head has arrived.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="ResponseTooLargeException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // A declared length saves copies, and is not relied on.
        int expected = content.Headers.ContentLength is { } length and > 0 and < MaxBytes ? (int)length + 1 : FirstBytes;
        var body = new ArrayBufferWriter<byte>(expected);
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                int count = await stream.ReadAsync(body.GetMemory(1), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    return body.WrittenMemory;
                if (body.WrittenCount > MaxBytes - count)
                    throw new ResponseTooLargeException();
                body.Advance(count);
            }
        }
    }
}
