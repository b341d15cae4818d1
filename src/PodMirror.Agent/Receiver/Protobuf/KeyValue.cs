using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>An OTLP attribute (common/v1/common.proto): a key and a value, left where they lie.</summary>
internal readonly ref struct KeyValue
{
    private KeyValue(ReadOnlySpan<byte> key, AnyValue value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The key, UTF-8.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The value; empty when the message has none.</summary>
    public AnyValue Value { get; }

    /// <summary>Reads one attribute and checks all of it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out KeyValue attribute, out TraceFault fault) =>
        TryRead(message, 0, out attribute, out fault);

    /// <summary>As above, for an attribute at the given depth.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, int depth, out KeyValue attribute, out TraceFault fault)
    {
        attribute = default;
        ReadOnlySpan<byte> key = default;
        AnyValue value = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1)
            {
                reader.TryReadString(wire, out key);
            }
            else if (field != 2)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> bytes) && !AnyValue.TryRead(bytes, depth, out value, out fault))
            {
                return false;
            }
        }

        attribute = new KeyValue(key, value);
        fault = (TraceFault)reader.Fault;
        return fault == TraceFault.None;
    }
}
