using System.Security.Cryptography;

namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>The first 16 bytes of a SHA-256 as 22 characters of base64url.</summary>
internal static class ShortHash
{
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        Span<char> text = stackalloc char[24];
        Convert.TryToBase64Chars(hash[..16], text, out _);
        text.Replace('+', '-');
        text.Replace('/', '_');
        return new string(text[..22]);
    }
}
