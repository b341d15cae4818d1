using System.Buffers;
using System.Buffers.Text;

namespace PodMirror.Spans;

/// <summary>
/// Decodes the base64 of gRPC-Web's text form (PROTOCOL-WEB.md). Each part that was flushed is padded by itself, so that padding may stand
/// anywhere between groups of four.
/// </summary>
internal static class GrpcWebText
{
    private const int GroupBytes = 4;

    /// <summary>Decodes as far as it goes.</summary>
    /// <returns>False when there is something that is no base64.</returns>
    internal static bool TryDecode(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (text.Length >= GroupBytes)
        {
            // Up to the group with the next padding, which ends a part.
            int padding = text.IndexOf((byte)'=');
            int partBytes = padding < 0 ? text.Length : padding + GroupBytes - (padding % GroupBytes);
            ReadOnlySpan<byte> part = text[..(Math.Min(partBytes, text.Length) / GroupBytes * GroupBytes)];
            Span<byte> room = output.Room(Base64.GetMaxDecodedFromUtf8Length(part.Length));
            OperationStatus status = Base64.DecodeFromUtf8(part, room, out int consumed, out int written, isFinalBlock: true);
            output.Advance(written);
            if (status != OperationStatus.Done || consumed == 0)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }
}
