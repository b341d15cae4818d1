using System.Buffers;
using System.Buffers.Text;

namespace PodMirror.Spans;

/// <summary>JSON Web Tokens in compact form: a header that is JSON with "alg", then the other parts (section 7.1 of RFC 7515 and 7516).</summary>
internal static class JwtRecognizer
{
    // Headers with a certificate chain are longer, and rare: their first kilobyte holds "alg" all the same.
    private const int MaxHeader = 1024;

    private static readonly SearchValues<byte> Parts = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-."u8);

    /// <summary>Whether a text begins as the base64 of a JSON object does: {" or { and white space.</summary>
    internal static bool IsStart(ReadOnlySpan<byte> text) => text.Length > 3 && text[0] == 'e' && text[1] is (byte)'y' or (byte)'w';

    /// <summary>Looks at a token that begins so.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, out SensitiveMatch match)
    {
        match = default;
        ReadOnlySpan<byte> text = scan.Text[start..];
        if (!IsStart(text) || !scan.BeginsToken(start))
        {
            return false;
        }

        int header = TextClass.RunOf(TextClass.Base64Url, text, MaxHeader);
        if (header < text.Length && text[header] != '.' && header < MaxHeader)
        {
            return false;
        }

        Span<byte> json = stackalloc byte[MaxHeader];
        OperationStatus status = Base64Url.DecodeFromUtf8(text[..(header & ~3)], json, out _, out int whole);
        Base64Url.DecodeFromUtf8(text[(header & ~3)..header], json[whole..], out _, out int last);
        if (status != OperationStatus.Done || json[..(whole + last)].IndexOf("\"alg\""u8) < 0)
        {
            return false;
        }

        int length = text.IndexOfAnyExcept(Parts);
        length = length < 0 ? text.Length : length;
        bool hasPayload = length > header && (header == MaxHeader || text[header..length].Contains((byte)'.'));
        return hasPayload && scan.Found(SensitiveKind.Jwt, start, start + length, out match);
    }
}
