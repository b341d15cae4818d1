using System.Buffers.Binary;

namespace PodMirror.Exchange;

/// <summary>
/// An exchange in its wire form (docs/exchange.md): read in place, written into a given buffer. Neither allocates nor throws.
/// </summary>
public ref struct ExchangeRecord
{
    private const int FixedBytes = 76;
    private const int MessageBytes = 48;
    private const byte HasRequest = 1;
    private const byte HasResponse = 2;

    /// <summary>What is not in the messages.</summary>
    public ExchangeHeader Header;

    /// <summary>The request; not present when only the response was on the wire.</summary>
    public MessageView Request;

    /// <summary>The response; not present when there was none.</summary>
    public MessageView Response;

    /// <summary>Bytes of the whole record, its length field included. May pass <see cref="RecordFormat.MaxRecordBytes"/>.</summary>
    public readonly long WireBytes =>
        RecordFormat.HeaderBytes + FixedBytes + WireBytesOf(Request) + WireBytesOf(Response);

    /// <summary>Reads the body of a record of kind <see cref="RecordKind.Exchange"/>.</summary>
    /// <returns>False when the bytes are no exchange: a length inside points beyond them, or bytes are left over.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out ExchangeRecord record)
    {
        record = default;
        if (body.Length < FixedBytes)
        {
            return false;
        }

        record.Header.Direction = (Direction)body[0];
        record.Header.Protocol = (HttpProtocol)body[1];
        byte presence = body[2];
        record.Header.InterimResponses = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        ushort clientPort = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]);
        ushort serverPort = BinaryPrimitives.ReadUInt16LittleEndian(body[8..]);
        record.Header.Stream = BinaryPrimitives.ReadUInt32LittleEndian(body[12..]);
        record.Header.Ordinal = BinaryPrimitives.ReadUInt32LittleEndian(body[16..]);
        record.Header.StartNs = BinaryPrimitives.ReadInt64LittleEndian(body[20..]);
        record.Header.DurationNs = BinaryPrimitives.ReadInt64LittleEndian(body[28..]);
        record.Header.Anomalies = (Anomalies)BinaryPrimitives.ReadUInt64LittleEndian(body[36..]);
        record.Header.Client = IpEndpoint.FromIPv6(body[44..60], clientPort);
        record.Header.Server = IpEndpoint.FromIPv6(body[60..76], serverPort);

        ReadOnlySpan<byte> rest = body[FixedBytes..];
        if ((presence & HasRequest) != 0 && !TryReadMessage(ref rest, out record.Request))
        {
            return false;
        }

        if ((presence & HasResponse) != 0 && !TryReadMessage(ref rest, out record.Response))
        {
            return false;
        }

        return rest.IsEmpty && presence is > 0 and <= (HasRequest | HasResponse) && IsKnown(record.Header);
    }

    /// <summary>Writes the whole record, length field included.</summary>
    /// <param name="destination">At least <see cref="WireBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    public readonly int Write(Span<byte> destination)
    {
        int bytes = (int)WireBytes;
        RecordFormat.WriteHeader(destination, RecordKind.Exchange, bytes);
        Span<byte> body = destination[RecordFormat.HeaderBytes..bytes];
        body[0] = (byte)Header.Direction;
        body[1] = (byte)Header.Protocol;
        body[2] = (byte)((Request.IsPresent ? HasRequest : 0) | (Response.IsPresent ? HasResponse : 0));
        body[3] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], Header.InterimResponses);
        BinaryPrimitives.WriteUInt16LittleEndian(body[6..], Header.Client.Port);
        BinaryPrimitives.WriteUInt16LittleEndian(body[8..], Header.Server.Port);
        body[10] = 0;
        body[11] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], Header.Stream);
        BinaryPrimitives.WriteUInt32LittleEndian(body[16..], Header.Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(body[20..], Header.StartNs);
        BinaryPrimitives.WriteInt64LittleEndian(body[28..], Header.DurationNs);
        BinaryPrimitives.WriteUInt64LittleEndian(body[36..], (ulong)Header.Anomalies);
        BinaryPrimitives.WriteUInt128BigEndian(body[44..], Header.Client.Address);
        BinaryPrimitives.WriteUInt128BigEndian(body[60..], Header.Server.Address);
        Span<byte> rest = body[FixedBytes..];
        WriteMessage(ref rest, Request);
        WriteMessage(ref rest, Response);
        return bytes;
    }

    private static bool IsKnown(in ExchangeHeader header) =>
        header.Direction <= Direction.Egress && header.Protocol is HttpProtocol.Http10 or HttpProtocol.Http11 or HttpProtocol.Http2;

    private static long WireBytesOf(in MessageView message) => message.IsPresent
        ? MessageBytes + (long)message.Method.Length + message.Target.Length + message.Authority.Length + message.Fields.Length + message.Body.Length
            + message.Trailers.Length + message.Protocol.Length + FramedForm.WireBytesOf(message)
        : 0;

    private static bool TryReadMessage(scoped ref ReadOnlySpan<byte> rest, out MessageView message)
    {
        message = default;
        if (rest.Length < MessageBytes)
        {
            return false;
        }

        message.IsPresent = true;
        message.FirstByteNs = BinaryPrimitives.ReadInt64LittleEndian(rest);
        message.LastByteNs = BinaryPrimitives.ReadInt64LittleEndian(rest[8..]);
        message.BodyBytes = BinaryPrimitives.ReadInt64LittleEndian(rest[16..]);
        message.Status = BinaryPrimitives.ReadUInt16LittleEndian(rest[24..]);
        int methodBytes = BinaryPrimitives.ReadUInt16LittleEndian(rest[26..]);
        int authorityBytes = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
        int protocolBytes = rest[30];
        var framing = (ContentFraming)rest[31];
        uint targetBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest[32..]);
        uint fieldBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest[36..]);
        uint bodyBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest[40..]);
        uint trailerBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest[44..]);
        rest = rest[MessageBytes..];
        if (message.Status > 999 || message.BodyBytes < 0
            || !FramedForm.TryRead(ref rest, framing, out FramedContent framed, out ReadOnlySpan<byte> marks)
            || (long)methodBytes + authorityBytes + targetBytes + fieldBytes + bodyBytes + trailerBytes + protocolBytes > rest.Length)
        {
            return false;
        }

        message.Framed = framed;
        message.Marks = marks;
        message.Method = Take(ref rest, methodBytes);
        message.Target = Take(ref rest, (int)targetBytes);
        message.Authority = Take(ref rest, authorityBytes);
        message.Fields = Take(ref rest, (int)fieldBytes);
        message.Body = Take(ref rest, (int)bodyBytes);
        message.Trailers = Take(ref rest, (int)trailerBytes);
        message.Protocol = Take(ref rest, protocolBytes);
        return true;
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int bytes)
    {
        ReadOnlySpan<byte> taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }

    private static void WriteMessage(scoped ref Span<byte> rest, scoped in MessageView message)
    {
        if (!message.IsPresent)
        {
            return;
        }

        BinaryPrimitives.WriteInt64LittleEndian(rest, message.FirstByteNs);
        BinaryPrimitives.WriteInt64LittleEndian(rest[8..], message.LastByteNs);
        BinaryPrimitives.WriteInt64LittleEndian(rest[16..], message.BodyBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[24..], message.Status);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[26..], (ushort)message.Method.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[28..], (ushort)message.Authority.Length);
        rest[30] = (byte)message.Protocol.Length;
        rest[31] = (byte)message.Framed.Framing;
        BinaryPrimitives.WriteUInt32LittleEndian(rest[32..], (uint)message.Target.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[36..], (uint)message.Fields.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[40..], (uint)message.Body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[44..], (uint)message.Trailers.Length);
        rest = rest[MessageBytes..];
        FramedForm.Write(ref rest, message);
        Put(ref rest, message.Method);
        Put(ref rest, message.Target);
        Put(ref rest, message.Authority);
        Put(ref rest, message.Fields);
        Put(ref rest, message.Body);
        Put(ref rest, message.Trailers);
        Put(ref rest, message.Protocol);
    }

    private static void Put(scoped ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
