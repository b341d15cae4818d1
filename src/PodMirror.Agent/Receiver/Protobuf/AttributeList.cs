using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>The attributes of a message, one after the other, whatever its other fields are.</summary>
internal ref struct AttributeList
{
    /// <summary>Field of the attributes in a Resource.</summary>
    public const int InResource = 1;

    /// <summary>Field of the attributes in an InstrumentationScope.</summary>
    public const int InScope = 3;

    /// <summary>Field of the attributes in a Span.</summary>
    public const int InSpan = SpanField.Attributes;

    private readonly int _attributesField;
    private ProtoReader _reader;
    private int _count;

    /// <summary>Reads the attributes that stand in the given field of the message.</summary>
    public AttributeList(ReadOnlySpan<byte> message, int attributesField)
    {
        _reader = new ProtoReader(message);
        _attributesField = attributesField;
    }

    /// <summary>Why reading ended early; <see cref="TraceFault.None"/> while all is well.</summary>
    public TraceFault Fault { get; private set; }

    /// <summary>Reads the next attribute. False at the end, and on a fault.</summary>
    public bool TryReadNext(out KeyValue attribute)
    {
        attribute = default;
        while (_reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != _attributesField)
            {
                _reader.TrySkip(wire);
                continue;
            }

            if (!_reader.TryReadBytes(wire, out ReadOnlySpan<byte> message))
            {
                break;
            }

            if (++_count > ReceiverLimits.MaxItemsPerSpan)
            {
                Fault = TraceFault.TooManyItems;
                return false;
            }

            bool read = KeyValue.TryRead(message, out attribute, out TraceFault fault);
            Fault = fault;
            return read;
        }

        Fault = (TraceFault)_reader.Fault;
        return false;
    }

    /// <summary>Checks a resource or a scope: its size, and its attributes to the leaves.</summary>
    public static TraceFault CheckSource(ReadOnlySpan<byte> message, int attributesField)
    {
        if (message.Length > ReceiverLimits.MaxSourceBytes)
        {
            return TraceFault.SourceTooLarge;
        }

        var attributes = new AttributeList(message, attributesField);
        while (attributes.TryReadNext(out _))
        {
        }

        return attributes.Fault;
    }
}
