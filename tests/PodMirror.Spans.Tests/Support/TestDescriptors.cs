using Google.Protobuf;
using Google.Protobuf.Reflection;
using static Google.Protobuf.Reflection.FieldDescriptorProto.Types;
using Type = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace PodMirror.Spans.Tests;

/// <summary>Sets of descriptors, made by Google's own library.</summary>
internal static class TestDescriptors
{
    /// <summary>The messages of google.protobuf that its library has classes of, so that its formatter is the truth about them.</summary>
    public static byte[] OfGoogle { get; } = new FileDescriptorSet
    {
        File =
        {
            Of(DescriptorReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.AnyReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.ApiReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.TypeReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.SourceContextReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.StructReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.TimestampReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.DurationReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.WrappersReflection.Descriptor),
            Of(Google.Protobuf.WellKnownTypes.FieldMaskReflection.Descriptor),
        },
    }.ToByteArray();

    /// <summary>A shop: every type of field, a map, an enum, messages of google.protobuf without their descriptors, one that is missing.</summary>
    public static byte[] OfShop { get; } = new FileDescriptorSet { File = { Shop() } }.ToByteArray();

    public static DescriptorSet Read(byte[] set)
    {
        DescriptorSet? read = DescriptorSet.TryRead(set, out string? fault);
        Assert.Null(fault);
        return Assert.IsType<DescriptorSet>(read);
    }

    public static MessageType Message(this DescriptorSet set, string name) =>
        Assert.IsType<MessageType>(set.FindMessage(System.Text.Encoding.UTF8.GetBytes(name)));

    private static FileDescriptorProto Of(FileDescriptor file) => FileDescriptorProto.Parser.ParseFrom(file.SerializedData);

    private static FileDescriptorProto Shop() => new()
    {
        Name = "shop.proto",
        Package = "shop.v1",
        Syntax = "proto3",
        MessageType =
        {
            new DescriptorProto
            {
                Name = "Order",
                Field =
                {
                    Field("order_id", 1, Type.String),
                    Field("total_cents", 2, Type.Int64),
                    Field("state", 3, Type.Enum, ".shop.v1.State"),
                    Field("lines", 4, Type.Message, ".shop.v1.Order", isRepeated: true),
                    Field("counts", 5, Type.Sint32, isRepeated: true),
                    Field("prices", 6, Type.Message, ".shop.v1.Order.PricesEntry", isRepeated: true),
                    Field("made_at", 7, Type.Message, ".google.protobuf.Timestamp"),
                    Field("note", 8, Type.Message, ".google.protobuf.StringValue"),
                    Field("photo", 9, Type.Bytes),
                    Field("is_paid", 10, Type.Bool),
                    Field("other", 11, Type.Message, ".elsewhere.Thing"),
                    Field("ratio", 12, Type.Float),
                    Field("parent", 13, Type.Message, ".shop.v1.Order"),
                    Field("big", 14, Type.Fixed64),
                    Field("detail", 15, Type.Message, ".google.protobuf.Any"),
                    Field("by_number", 16, Type.Message, ".shop.v1.Order.ByNumberEntry", isRepeated: true),
                },
                NestedType =
                {
                    Entry("PricesEntry", Field("key", 1, Type.String), Field("value", 2, Type.Double)),
                    Entry("ByNumberEntry", Field("key", 1, Type.Sint64), Field("value", 2, Type.Message, ".shop.v1.Order")),
                },
            },
        },
        EnumType =
        {
            new EnumDescriptorProto
            {
                Name = "State",
                Value = { Value("STATE_NEW", 0), Value("STATE_SENT", 1), Value("STATE_GONE", 1), Value("STATE_LOST", -1) },
            },
        },
        Service =
        {
            new ServiceDescriptorProto
            {
                Name = "Shop",
                Method = { new MethodDescriptorProto { Name = "Place", InputType = ".shop.v1.Order", OutputType = ".google.protobuf.Struct" } },
            },
        },
    };

    private static DescriptorProto Entry(string name, params FieldDescriptorProto[] fields) =>
        new() { Name = name, Options = new MessageOptions { MapEntry = true }, Field = { fields } };

    private static EnumValueDescriptorProto Value(string name, int number) => new() { Name = name, Number = number };

    private static FieldDescriptorProto Field(string name, int number, Type type, string typeName = "", bool isRepeated = false) => new()
    {
        Name = name,
        Number = number,
        Type = type,
        TypeName = typeName,
        Label = isRepeated ? Label.Repeated : Label.Optional,
    };
}
