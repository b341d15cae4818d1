using System.Buffers;
using System.Buffers.Text;

namespace PodMirror.Spans;

/// <summary>Credentials behind the names of their schemes, wherever they stand in a text; the scheme stays.</summary>
internal static class CredentialsRecognizer
{
    // Shorter ones are words of a sentence ("bearer of bad news") far more often than tokens.
    private const int MinToken = 16;
    private const int MinTokenWithDigit = 8;
    private const int MinBasic = 4;

    // As much of user and password as is decoded to find the colon.
    private const int MaxDecoded = 512;

    private static readonly SearchValues<byte> Token =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/="u8);

    /// <summary>Looks at a word that begins with b.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, out SensitiveMatch match)
    {
        match = default;
        ReadOnlySpan<byte> text = scan.Text[start..];
        bool isBasic = TextClass.StartsWithIgnoreCase(text, "basic "u8);
        if ((!isBasic && !TextClass.StartsWithIgnoreCase(text, "bearer "u8)) || TextClass.IsWord(scan.At(start - 1)))
        {
            return false;
        }

        int token = start + (isBasic ? "basic ".Length : "bearer ".Length);
        if (token < scan.Text.Length && (JwtRecognizer.TryFind(ref scan, token, out match) || KeyRecognizer.TryFind(ref scan, token, out match)))
        {
            return true;
        }

        ReadOnlySpan<byte> rest = scan.Text[token..];
        int length = rest.IndexOfAnyExcept(Token);
        length = length < 0 ? rest.Length : length;
        bool isSecret = isBasic ? IsBasic(rest[..length]) : IsBearer(rest[..length]);
        return isSecret && scan.Found(SensitiveKind.Credentials, token, token + length, out match);
    }

    private static bool IsBearer(ReadOnlySpan<byte> token) =>
        token.Length >= MinToken || (token.Length >= MinTokenWithDigit && token.ContainsAnyInRange((byte)'0', (byte)'9'));

    private static bool IsBasic(ReadOnlySpan<byte> token)
    {
        token = token.TrimEnd((byte)'=');
        token = token[..Math.Min(token.Length, MaxDecoded)];
        if (token.Length < MinBasic || token.ContainsAnyExcept(TextClass.Base64))
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[MaxDecoded];
        Span<byte> padded = stackalloc byte[MaxDecoded + 4];
        padded.Fill((byte)'=');
        token.CopyTo(padded);
        OperationStatus status = Base64.DecodeFromUtf8(padded[..((token.Length + 3) & ~3)], decoded, out _, out int written);
        return status == OperationStatus.Done && decoded[..written].Contains((byte)':');
    }
}
