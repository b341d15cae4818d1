using System.Buffers.Binary;
using System.Text;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Bench.Micro;

/// <summary>A unary call as services make them: texts, numbers, nested messages.</summary>
internal static class GrpcCall
{
    private const int PrefixBytes = 5;

    internal static byte[] Record()
    {
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http2;
        record.Header.Direction = Direction.Ingress;
        byte[] request = Message(512);
        byte[] response = Message(1024);
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = "POST"u8,
            Target = "/shop.v1.Shop/Place"u8,
            Authority = "shop:50051"u8,
            Fields = "content-type: application/grpc\r\nte: trailers\r\ngrpc-timeout: 500m\r\nuser-agent: grpc-go/1.75\r\n"u8,
            Body = request,
            BodyBytes = request.Length,
        };
        record.Response = new MessageView
        {
            IsPresent = true,
            Status = 200,
            Fields = "content-type: application/grpc\r\n"u8,
            Body = response,
            BodyBytes = response.Length,
            Trailers = "grpc-status: 0\r\n"u8,
        };
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes;
    }

    // Lines of 64 bytes or so: an id, an amount and a name each.
    private static byte[] Message(int bytes)
    {
        var message = new ByteBuffer(2 * bytes);
        while (message.Length < bytes)
        {
            int line = ProtoWriter.BeginMessage(message, 1);
            ProtoWriter.WriteVarintField(message, 1, 1_234_567);
            ProtoWriter.WriteFixed64Field(message, 2, BitConverter.DoubleToUInt64Bits(12.5));
            ProtoWriter.WriteBytesField(message, 3, Encoding.ASCII.GetBytes("a name of something in a shop"));
            ProtoWriter.EndMessage(message, line);
        }

        byte[] framed = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.Written.CopyTo(framed.AsSpan(PrefixBytes));
        return framed;
    }
}
