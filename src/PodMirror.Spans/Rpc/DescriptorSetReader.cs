using System.Text;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>Reads a FileDescriptorSet once, at start-up. Whatever its bytes are, it ends with a set or with a fault.</summary>
internal sealed class DescriptorSetReader
{
    // Messages within messages: as deep as protobuf's own readers follow.
    private const int MaxNesting = 100;

    private readonly Dictionary<string, MessageType> _messages = [];
    private readonly Dictionary<string, EnumType> _enums = [];
    private readonly Dictionary<string, RpcMethodType> _methods = [];
    private string? _fault;

    internal static DescriptorSet? Read(ReadOnlySpan<byte> bytes, out string? fault)
    {
        var reader = new DescriptorSetReader();
        if (bytes.Length > DescriptorSet.MaxBytes)
        {
            fault = $"longer than {DescriptorSet.MaxBytes >> 20} MiB";
            return null;
        }

        reader.ReadSet(bytes);
        string? missing = DescriptorLinks.Resolve(reader._messages, reader._enums, reader._methods.Values);
        fault = reader._fault
            ?? (reader._methods.Count + reader._messages.Count == 0 ? "no message and no service in it: it is no FileDescriptorSet" : null);
        return fault is null ? new DescriptorSet(reader._methods, reader._messages) { MissingType = missing } : null;
    }

    private static string Utf8(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";

    // Type names are absolute in what protoc writes, with a dot before them.
    private static string TypeName(ReadOnlySpan<byte> bytes) => Utf8(bytes.Length > 0 && bytes[0] == '.' ? bytes[1..] : bytes);

    // The encoder escapes more than JSON needs; names of protobuf are letters, digits and underscores anyhow.
    private static byte[] Quoted(string name) => [(byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"'];

    // protobuf.dev, ProtoJSON: lowerCamelCase of the name, where the descriptor does not say another.
    private static string JsonNameOf(string name)
    {
        var camel = new StringBuilder(name.Length);
        bool isUpper = false;
        foreach (char c in name)
        {
            if (c == '_')
            {
                isUpper = true;
                continue;
            }

            camel.Append(isUpper ? char.ToUpperInvariant(c) : c);
            isUpper = false;
        }

        return camel.ToString();
    }

    // FileDescriptorSet: file = 1.
    private void ReadSet(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1 || wire != WireType.Length)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> file))
            {
                ReadFile(file);
            }
        }

        Check(reader.Fault, "the set", reader.Position);
    }

    // FileDescriptorProto: name = 1, package = 2, message_type = 4, enum_type = 5, service = 6.
    private void ReadFile(ReadOnlySpan<byte> bytes)
    {
        string package = "";
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            package = field == 2 ? Utf8(value) : package;
        }

        Check(reader.Fault, "a file", reader.Position);
        reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            switch (field)
            {
                case 4:
                    ReadMessage(value, package, MaxNesting);
                    break;
                case 5:
                    ReadEnum(value, package);
                    break;
                case 6:
                    ReadService(value, package);
                    break;
                default:
                    break;
            }
        }
    }

    // DescriptorProto: name = 1, field = 2, nested_type = 3, enum_type = 4, options = 7 (map_entry = 7).
    private void ReadMessage(ReadOnlySpan<byte> bytes, string scope, int nesting)
    {
        if (nesting == 0)
        {
            _fault ??= $"messages are nested more than {MaxNesting} deep";
            return;
        }

        string fullName = Join(scope, NameOf(bytes, "a message"));
        var message = new MessageType { FullName = fullName, WellKnown = WellKnownTypes.Of(fullName) };
        _messages[fullName] = message;
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            switch (field)
            {
                case 2:
                    ReadField(value, message);
                    break;
                case 3:
                    ReadMessage(value, fullName, nesting - 1);
                    break;
                case 4:
                    ReadEnum(value, fullName);
                    break;
                case 7:
                    message.IsMapEntry = NumberOf(value, 7) != 0;
                    break;
                default:
                    break;
            }
        }
    }

    // FieldDescriptorProto: name = 1, number = 3, label = 4 (3 is repeated), type = 5, type_name = 6, json_name = 10.
    private void ReadField(ReadOnlySpan<byte> bytes, MessageType message)
    {
        string name = NameOf(bytes, $"a field of {message.FullName}");
        string jsonName = JsonNameOf(name);
        string typeName = "";
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            jsonName = field == 10 ? Utf8(value) : jsonName;
            typeName = field == 6 ? TypeName(value) : typeName;
        }

        ulong number = NumberOf(bytes, 3);
        ulong type = NumberOf(bytes, 5);
        if (number is 0 or >= 1 << 29 || type is 0 or > (ulong)ProtobufType.SInt64)
        {
            _fault ??= $"the field {name} of {message.FullName} has the number {number} and the type {type}";
            return;
        }

        message.Add(new FieldType
        {
            Key = [.. Quoted(jsonName), (byte)':'],
            Number = (int)number,
            Type = (ProtobufType)type,
            IsRepeated = NumberOf(bytes, 4) == 3,
            TypeName = typeName,
        });
    }

    // EnumDescriptorProto: name = 1, value = 2; EnumValueDescriptorProto: name = 1, number = 2.
    private void ReadEnum(ReadOnlySpan<byte> bytes, string scope)
    {
        var type = new EnumType();
        _enums[Join(scope, NameOf(bytes, "an enum"))] = type;
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            if (field == 2)
            {
                type.Add((int)NumberOf(value, 2), Quoted(NameOf(value, "the value of an enum")));
            }
        }
    }

    // ServiceDescriptorProto: name = 1, method = 2; MethodDescriptorProto: name = 1, input_type = 2, output_type = 3.
    private void ReadService(ReadOnlySpan<byte> bytes, string package)
    {
        string service = Join(package, NameOf(bytes, "a service"));
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            if (field != 2)
            {
                continue;
            }

            (string input, string output) = ("", "");
            var method = new ProtoReader(value);
            while (TryReadPart(ref method, out int part, out ReadOnlySpan<byte> name))
            {
                input = part == 2 ? TypeName(name) : input;
                output = part == 3 ? TypeName(name) : output;
            }

            _methods[$"{service}/{NameOf(value, $"a method of {service}")}"] = new RpcMethodType { TypeNames = (input, output) };
        }
    }

    private string NameOf(ReadOnlySpan<byte> bytes, string what)
    {
        string name = "";
        var reader = new ProtoReader(bytes);
        while (TryReadPart(ref reader, out int field, out ReadOnlySpan<byte> value))
        {
            name = field == 1 ? Utf8(value) : name;
        }

        Check(reader.Fault, what, reader.Position);
        if (name.Length == 0)
        {
            _fault ??= $"{what} has no name";
        }

        return name;
    }

    private static ulong NumberOf(ReadOnlySpan<byte> bytes, int wanted)
    {
        ulong number = 0;
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TryReadValue(wire, out ulong value, out _))
        {
            number = field == wanted ? value : number;
        }

        return number;
    }

    // The next field that is a text or a message; others are passed over.
    private static bool TryReadPart(ref ProtoReader reader, out int field, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (reader.TryReadTag(out field, out WireType wire) && reader.TryReadValue(wire, out _, out value))
        {
            if (wire == WireType.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void Check(ProtoFault fault, string what, int offset)
    {
        if (fault != ProtoFault.None)
        {
            _fault ??= $"{what} is malformed at its byte {offset}: {fault}";
        }
    }
}
