using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>An OTLP AnyValue (common/v1/common.proto), checked to its leaves and left where it lies.</summary>
internal readonly ref struct AnyValue
{
    private readonly long _number;

    private AnyValue(AnyValueKind kind, long number, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        _number = number;
        Bytes = bytes;
    }

    /// <summary>What it holds.</summary>
    public AnyValueKind Kind { get; }

    /// <summary>The text or bytes, or the nested message of an array or of key-values.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The integer, for <see cref="AnyValueKind.Int"/>.</summary>
    public long Int => _number;

    /// <summary>The truth value, for <see cref="AnyValueKind.Bool"/>.</summary>
    public bool Bool => _number != 0;

    /// <summary>The number, for <see cref="AnyValueKind.Double"/>.</summary>
    public double Double => BitConverter.Int64BitsToDouble(_number);

    /// <summary>Reads a value and all that is nested in it, down to <see cref="ReceiverLimits.MaxValueDepth"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out AnyValue value, out TraceFault fault) => TryRead(message, 0, out value, out fault);

    /// <summary>As above, for a value at the given depth.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, int depth, out AnyValue value, out TraceFault fault)
    {
        value = default;
        var reader = new ProtoReader(message);
        if (depth >= ReceiverLimits.MaxValueDepth)
        {
            fault = TraceFault.TooDeep;
            return false;
        }

        // A oneof written twice keeps the last, as every protobuf reader does.
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            ReadOnlySpan<byte> bytes = default;
            ulong number = 0;
            _ = (AnyValueKind)field switch
            {
                AnyValueKind.String => reader.TryReadString(wire, out bytes),
                AnyValueKind.Bool or AnyValueKind.Int => reader.TryReadVarint(wire, out number),
                AnyValueKind.Double => reader.TryReadFixed64(wire, out number),
                AnyValueKind.Array or AnyValueKind.KeyValues or AnyValueKind.Bytes => reader.TryReadBytes(wire, out bytes),
                _ => reader.TrySkip(wire),
            };
            if (field is < (int)AnyValueKind.String or > (int)AnyValueKind.Bytes)
            {
                continue;
            }

            value = new AnyValue((AnyValueKind)field, (long)number, bytes);
            if (!TryCheckNested(value, depth, out fault))
            {
                return false;
            }
        }

        fault = (TraceFault)reader.Fault;
        return fault == TraceFault.None;
    }

    private static bool TryCheckNested(AnyValue value, int depth, out TraceFault fault)
    {
        fault = TraceFault.None;
        if (value.Kind is not (AnyValueKind.Array or AnyValueKind.KeyValues))
        {
            return true;
        }

        // ArrayValue and KeyValueList both have their items in field 1.
        var items = new ProtoReader(value.Bytes);
        while (items.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1)
            {
                items.TrySkip(wire);
            }
            else if (items.TryReadBytes(wire, out ReadOnlySpan<byte> item)
                && !(value.Kind == AnyValueKind.Array
                    ? TryRead(item, depth + 1, out _, out fault)
                    : KeyValue.TryRead(item, depth + 1, out _, out fault)))
            {
                return false;
            }
        }

        fault = (TraceFault)items.Fault;
        return fault == TraceFault.None;
    }
}
