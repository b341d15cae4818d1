namespace PodMirror.Spans;

/// <summary>A field of a message by its descriptor.</summary>
internal sealed class FieldType
{
    /// <summary>The key in JSON as it is written: in quotes, with a colon.</summary>
    internal required byte[] Key { get; init; }

    /// <summary>The number, in [1, 2^29 - 1].</summary>
    internal required int Number { get; init; }

    /// <summary>The type.</summary>
    internal required ProtobufType Type { get; init; }

    /// <summary>Whether it is repeated; maps are.</summary>
    internal required bool IsRepeated { get; init; }

    /// <summary>The full name of its message or enum, without a dot before it; empty for others.</summary>
    internal required string TypeName { get; init; }

    /// <summary>Its message; null where that is not in the set.</summary>
    internal MessageType? Message { get; set; }

    /// <summary>Its enum; null where that is not in the set.</summary>
    internal EnumType? Enum { get; set; }

    /// <summary>Whether it is a map: its entries are messages of key and value.</summary>
    internal bool IsMap => IsRepeated && Message is { IsMapEntry: true };
}
