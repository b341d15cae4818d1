using System.Text;
using System.Text.Json;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>From any bytes as the body of a call comes JSON, with a descriptor and without, or the word that it cannot be decoded.</summary>
public static class ProtobufJsonFuzz
{
    private const int MaxBytes = 16 * 1024;

    private static readonly DescriptorSet Shop = TestDescriptors.Read(TestDescriptors.OfShop);
    private static readonly BodyDecoder Decoder = new(MaxBytes);
    private static readonly GrpcContent Content = new(Decoder, Shop, MaxBytes);
    private static readonly MessageType Order = Shop.Message("shop.v1.Order");
    private static readonly MessageType Struct = Shop.Message("google.protobuf.Struct");

    /// <summary>Takes the first byte as the choice of a type, and the rest as the body.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        MessageType? type = (input[0] & 3) switch { 0 => null, 1 => Order, 2 => Struct, _ => Shop.Message("google.protobuf.Any") };
        ReadOnlySpan<byte> contentType = (input[0] & 4) != 0 ? "application/grpc-web-text"u8 : "application/grpc"u8;
        var body = new DecodedBody(input[1..], isTruncated: (input[0] & 8) != 0, isUndecodable: false);
        DecodedBody json = Content.Read(body, contentType, "gzip"u8, type);
        if (!json.Bytes.IsEmpty)
        {
            using var document = JsonDocument.Parse(json.Bytes.ToArray(), new JsonDocumentOptions { MaxDepth = 1000 });
        }
    }

    /// <summary>Calls with something of each kind.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        byte[] order = new Proto().Text(1, "A1").Varint(2, 1299).Varint(3, 1).Bytes(5, 1, 2, 3).Message(6, new Proto().Text(1, "eur").Double(2, 1.5))
            .Message(7, new Proto().Varint(1, 5)).Message(8, new Proto().Text(1, "hi")).Message(13, new Proto().Text(1, "in")).ToBytes();
        byte[] any = new Proto().Text(1, "x/shop.v1.Order").Bytes(2, order).ToBytes();
        byte[] group = new Proto().Group(3, new Proto().Varint(1, 5).Group(2, new Proto())).Single(4, 1).ToBytes();
        byte[] value = new Proto().Message(6, new Proto().Message(1, new Proto().Double(2, 1))).ToBytes();
        byte[] structure = new Proto().Message(1, new Proto().Text(1, "k").Bytes(2, value)).ToBytes();
        yield return [0, .. Proto.Frame(order), .. Proto.Frame(group)];
        yield return [1, .. Proto.Frame(order), .. Proto.Frame(new Proto().Bytes(15, any).ToBytes())];
        yield return [2, .. Proto.Frame(structure)];
        yield return [3, .. Proto.Frame(any)];
        yield return [0, .. Proto.Frame(BodyDecoderTests.Encode("gzip", order), flags: 1)];
        yield return [4, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(Proto.Frame(order)))];
        yield return [8, .. Proto.Frame(order)[..30]];
    }
}
