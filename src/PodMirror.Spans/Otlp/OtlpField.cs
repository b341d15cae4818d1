using System.Text;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>One field of a message.</summary>
public sealed class OtlpField
{
    internal OtlpField(int number, string name, OtlpFieldType type, bool isRepeated = false, Func<OtlpMessage>? message = null)
    {
        Number = number;
        Name = name;
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        EncodedName = JsonEncodedText.Encode(name);
        Type = type;
        IsRepeated = isRepeated;
        _message = message;
    }

    // Messages refer to each other in circles (AnyValue), so a field finds its message when it is first asked.
    private readonly Func<OtlpMessage>? _message;

    /// <summary>The field's number in protobuf.</summary>
    public int Number { get; }

    /// <summary>The field's name in JSON, lowerCamelCase.</summary>
    public string Name { get; }

    /// <summary>How it stands on either wire.</summary>
    public OtlpFieldType Type { get; }

    /// <summary>Whether it may be there several times; a JSON array.</summary>
    public bool IsRepeated { get; }

    /// <summary>The message of a field of type <see cref="OtlpFieldType.Message"/>.</summary>
    public OtlpMessage Message => _message?.Invoke() ?? throw new InvalidOperationException($"{Name} is no message.");

    internal byte[] NameUtf8 { get; }

    internal JsonEncodedText EncodedName { get; }

    internal WireType WireType => Type switch
    {
        OtlpFieldType.Message or OtlpFieldType.String or OtlpFieldType.Bytes or OtlpFieldType.HexBytes => WireType.Length,
        OtlpFieldType.Fixed32 => WireType.Fixed32,
        OtlpFieldType.Fixed64 or OtlpFieldType.SFixed64 or OtlpFieldType.Double => WireType.Fixed64,
        _ => WireType.Varint,
    };
}
