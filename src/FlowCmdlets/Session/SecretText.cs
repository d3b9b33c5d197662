using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using GenesysCloud.Authentication;

namespace FlowCmdlets.Session;

/// <summary>Reads what a SecureString holds.</summary>
internal static class SecretText
{
    /// <summary>The pair of a client ID and a secret, without a line break behind the secret; null if the secret is empty.</summary>
    /// <remarks>A secret that <c>Get-Content -Raw</c> read from a file ends in a line break, which is no part of it.</remarks>
    public static ClientCredentials? Pair(string clientId, SecureString secret)
    {
        // A string could not be overwritten.
        char[] characters = new char[secret.Length];
        IntPtr copy = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(copy, characters, 0, characters.Length);
            ReadOnlySpan<char> text = characters.AsSpan().TrimEnd("\r\n");
            return text.IsWhiteSpace() ? null : new ClientCredentials(clientId, text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            Array.Clear(characters);
        }
    }

    /// <summary>The text, without white space around it: a token read from a file often ends in a line break.</summary>
    public static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password.Trim();
}
