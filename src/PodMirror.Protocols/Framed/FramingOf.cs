using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What a head's fields say of how its content is cut into messages.</summary>
internal static class FramingOf
{
    // Where the types have the first letter that few others have there.
    private const int GrpcAt = 12;
    private const int EventAt = 5;

    private static ReadOnlySpan<byte> Grpc => "application/grpc"u8;

    private static ReadOnlySpan<byte> EventStream => "text/event-stream"u8;

    /// <summary>How a content of that Content-Type is cut. Nearly always two of its bytes tell that it is not.</summary>
    public static ContentFraming ContentType(ReadOnlySpan<byte> value)
    {
        if (value.Length < Grpc.Length)
        {
            return ContentFraming.None;
        }

        if ((value[GrpcAt] | 0x20) != 'g' || !Begins(value, Grpc))
        {
            return (value[EventAt] | 0x20) == 'e' && IsType(value, EventStream) ? ContentFraming.EventStream : ContentFraming.None;
        }

        ReadOnlySpan<byte> rest = value[Grpc.Length..];
        return IsType(rest, "-web-text"u8) ? ContentFraming.GrpcWebText
            : IsType(rest, "-web"u8) || IsType(rest, default) ? ContentFraming.Grpc
            : ContentFraming.None;
    }

    /// <summary>Whether a Content-Encoding changes the content.</summary>
    public static bool IsCoded(ReadOnlySpan<byte> contentEncoding) =>
        !contentEncoding.IsEmpty && !Ascii.EqualsIgnoreCase(contentEncoding, "identity"u8);

    /// <summary>Whether a list of tokens, as Upgrade is one, has that one, whatever its case.</summary>
    public static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> lowerCase)
    {
        foreach (Range part in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[part].Trim(" \t\r\n"u8), lowerCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type has that name: a suffix, parameters or nothing follow it.</summary>
    private static bool IsType(ReadOnlySpan<byte> value, ReadOnlySpan<byte> lowerCase) =>
        Begins(value, lowerCase)
        && (value.Length == lowerCase.Length || value[lowerCase.Length] is (byte)'+' or (byte)';' or (byte)' ' or (byte)'\t');

    private static bool Begins(ReadOnlySpan<byte> value, ReadOnlySpan<byte> lowerCase) =>
        value.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(value[..lowerCase.Length], lowerCase);
}
