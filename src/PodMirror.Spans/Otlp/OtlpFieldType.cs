namespace PodMirror.Spans;

/// <summary>How a field stands in protobuf and in OTLP/JSON (protocol buffers' JSON mapping, and OTLP's exceptions from it).</summary>
public enum OtlpFieldType : byte
{
    /// <summary>A nested message; a JSON object.</summary>
    Message,

    /// <summary>UTF-8 text; a JSON string.</summary>
    String,

    /// <summary>Bytes; base64 in JSON.</summary>
    Bytes,

    /// <summary>A trace or span id; hexadecimal in JSON, which is OTLP's exception.</summary>
    HexBytes,

    /// <summary>A varint of 0 or 1; true or false.</summary>
    Bool,

    /// <summary>A varint; a JSON number.</summary>
    UInt32,

    /// <summary>A varint in two's complement; a JSON number.</summary>
    Int32,

    /// <summary>A varint in two's complement; a decimal string in JSON, and a number is accepted.</summary>
    Int64,

    /// <summary>A varint of a member; its number in JSON, which is OTLP's exception.</summary>
    Enum,

    /// <summary>Four bytes; a JSON number.</summary>
    Fixed32,

    /// <summary>Eight bytes; a decimal string in JSON, and a number is accepted.</summary>
    Fixed64,

    /// <summary>Eight bytes in two's complement; a decimal string in JSON, and a number is accepted.</summary>
    SFixed64,

    /// <summary>Eight bytes of IEEE 754; a JSON number, or "NaN", "Infinity", "-Infinity".</summary>
    Double,
}
