using System.Text.Json.Nodes;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace PodMirror.Spans.Tests;

public sealed class DescriptorJsonTests
{
    private static readonly DescriptorSet Google = TestDescriptors.Read(TestDescriptors.OfGoogle);
    private static readonly DescriptorSet Shop = TestDescriptors.Read(TestDescriptors.OfShop);

    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ApiReflection.Descriptor, WrappersReflection.Descriptor)));

    public static TheoryData<IMessage> GoogleMessages =>
    [
        new Timestamp { Seconds = 1_700_000_000, Nanos = 120_000_000 },
        new Timestamp { Seconds = -1, Nanos = 1 },
        new Timestamp(),
        new Duration { Seconds = 3, Nanos = 1500 },
        new Duration { Seconds = 0, Nanos = -500_000_000 },
        new StringValue { Value = "x" },
        new Int64Value { Value = long.MinValue },
        new DoubleValue { Value = 1e300 },
        new BoolValue(),
        new BytesValue { Value = ByteString.CopyFrom(1, 2, 3, 4) },
        Value.ForList(Value.ForNull(), Value.ForBool(true), Value.ForNumber(1.5), Value.ForString("\u0001\"")),
        Value.ForStruct(new Struct { Fields = { ["a"] = Value.ForStruct(new Struct()), ["b"] = Value.ForList() } }),
        new FieldMask { Paths = { "a.b", "c" } },
        Any.Pack(new Int32Value { Value = -7 }),
        new Api
        {
            Name = "api",
            Methods = { new Method { Name = "m", ResponseStreaming = true, Options = { new Option { Value = Any.Pack(new Int32Value()) } } } },
            Syntax = global::Google.Protobuf.WellKnownTypes.Syntax.Proto3,
            SourceContext = new SourceContext { FileName = "f" },
        },
        new global::Google.Protobuf.WellKnownTypes.Type
        {
            Fields = { new Field { Kind = Field.Types.Kind.TypeSint64, Number = 7, Packed = true } },
            Oneofs = { "x", "y" },
        },
        FileDescriptorProto.Parser.ParseFrom(DescriptorReflection.Descriptor.SerializedData),
    ];

    [Theory]
    [MemberData(nameof(GoogleMessages))]
    public void The_json_is_the_one_of_googles_library(IMessage message)
    {
        string json = Proto.Json(message.ToByteArray(), Google.Message(message.Descriptor.FullName), Google);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Formatter.Format(message)), JsonNode.Parse(json)), $"{Formatter.Format(message)}\n{json}");
    }

    [Fact]
    public void Any_structure_is_the_one_of_googles_library() =>
        Check.Sample(Gen.Recursive<Value>((depth, inner) => depth == 6 ? Gen.Double.Select(static number => Value.ForNumber(number)) : Gen.OneOf(
            Gen.String.Select(static text => Value.ForString(new string([.. text.Where(static c => !char.IsSurrogate(c))]))),
            Gen.Bool.Select(static flag => Value.ForBool(flag)),
            inner.Array[0, 4].Select(static values => Value.ForList(values)),
            inner.Array[0, 4].Select(static values =>
            {
                var all = new Struct();
                foreach (Value value in values)
                {
                    all.Fields[$"k{all.Fields.Count}"] = value;
                }

                return Value.ForStruct(all);
            }))), static value =>
        {
            if (HasOddNumber(value))
            {
                return;
            }

            string json = Proto.Json(value.ToByteArray(), Google.Message("google.protobuf.Value"), Google);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Formatter.Format(value)), JsonNode.Parse(json)));
        });

    [Fact]
    public void Names_enums_maps_and_packed_numbers_are_read_by_the_descriptor()
    {
        byte[] order = new Proto().Text(1, "A1").Varint(2, 1299).Varint(3, 1).Bytes(5, 1, 2, 3).Varint(5, 4)
            .Message(6, new Proto().Text(1, "eur").Double(2, 1.5)).Message(6, new Proto()).Message(7, new Proto().Varint(1, 0).Varint(2, 5_000_000))
            .Message(8, new Proto().Text(1, "hi")).Bytes(9, 1).Varint(10, 1).Message(11, new Proto().Varint(1, 2)).Single(12, 0.1f).Double(14, 0)
            .Message(16, new Proto().Varint(1, 1).Message(2, new Proto().Text(1, "x"))).Text(99, "new").ToBytes();

        Assert.Equal(
            """{"orderId":"A1","totalCents":"1299","state":"STATE_SENT","counts":[-1,1,-2,2],"prices":{"eur":1.5,"":null}"""
            + ""","madeAt":"1970-01-01T00:00:00.005Z","note":"hi","photo":"AQ==","isPaid":true,"other":{"1":2},"ratio":0.1,"big":"0" """.TrimEnd()
            + ""","byNumber":{"-1":{"orderId":"x"}},"99":"new"}""",
            OfShop(order));
    }

    [Fact]
    public void The_last_of_several_values_counts_and_messages_are_merged()
    {
        byte[] order = new Proto().Text(1, "a").Text(1, "b")
            .Message(13, new Proto().Text(1, "c").Varint(2, 1)).Message(13, new Proto().Varint(2, 2)).ToBytes();

        Assert.Equal("""{"orderId":"b","parent":{"orderId":"c","totalCents":"2"}}""", OfShop(order));
    }

    [Fact]
    public void A_value_of_another_type_than_its_descriptors_is_shown_by_its_number() =>
        Assert.Equal("""{"1":5,"2":"x","3":"y"}""", OfShop(new Proto().Varint(1, 5).Text(2, "x").Text(3, "y").ToBytes()));

    [Fact]
    public void An_enum_value_without_a_name_is_its_number() => Assert.Equal("""{"state":7}""", OfShop(new Proto().Varint(3, 7).ToBytes()));

    [Fact]
    public void An_any_of_an_unknown_type_keeps_its_bytes() => Assert.Equal(
        """{"detail":{"@type":"type.googleapis.com/a.B","value":"AQ=="}}""",
        OfShop(new Proto().Message(15, new Proto().Text(1, "type.googleapis.com/a.B").Bytes(2, 1)).ToBytes()));

    [Fact]
    public void An_any_of_a_known_type_has_its_fields_beside_its_type()
    {
        byte[] any = new Proto().Text(1, "x/shop.v1.Order").Message(2, new Proto().Text(1, "a")).ToBytes();

        Assert.Equal("""{"detail":{"@type":"x/shop.v1.Order","orderId":"a"}}""", OfShop(new Proto().Bytes(15, any).ToBytes()));
    }

    [Fact]
    public void A_time_out_of_its_range_is_shown_by_its_fields() =>
        Assert.Equal("""{"madeAt":{"1":999999999999}}""", OfShop(new Proto().Message(7, new Proto().Varint(1, 999_999_999_999)).ToBytes()));

    [Fact]
    public void A_message_within_itself_is_followed_to_the_limit()
    {
        byte[] message = [];
        for (int i = 0; i < 3000; i++)
        {
            message = new Proto().Bytes(13, message).ToBytes();
        }

        Assert.Equal(ProtobufJson.MaxDepth, OfShop(message).Count(static c => c == '{'));
    }

    [Fact]
    public void Random_bytes_make_json_by_any_descriptor() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool), static (bytes, isCut) =>
        {
            Proto.Json(bytes, Shop.Message("shop.v1.Order"), Shop, isCut);
            Proto.Json(bytes, Google.Message("google.protobuf.Struct"), Google, isCut);
        });

    private static string OfShop(byte[] order) => Proto.Json(order, Shop.Message("shop.v1.Order"), Shop);

    // What is not finite has no JSON in a Value, and numbers are written in different ways when they are compared as text.
    private static bool HasOddNumber(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => !double.IsFinite(value.NumberValue),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(HasOddNumber),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(HasOddNumber),
        _ => false,
    };
}
