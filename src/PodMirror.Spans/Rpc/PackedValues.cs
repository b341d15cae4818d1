using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>The numbers of a packed repeated field, one after the other without tags.</summary>
internal ref struct PackedValues(ReadOnlySpan<byte> bytes, WireType wire)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether nothing is left behind the last whole number.</summary>
    internal readonly bool IsComplete => _rest.IsEmpty;

    internal bool MoveNext(out ulong bits)
    {
        bits = 0;
        switch (wire)
        {
            case WireType.Fixed64 when _rest.Length >= sizeof(ulong):
                bits = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
                _rest = _rest[sizeof(ulong)..];
                return true;
            case WireType.Fixed32 when _rest.Length >= sizeof(uint):
                bits = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
                _rest = _rest[sizeof(uint)..];
                return true;
            case WireType.Varint:
                var reader = new ProtoReader(_rest);
                if (reader.TryReadVarint(out bits))
                {
                    _rest = _rest[reader.Position..];
                    return true;
                }

                return false;
            default:
                return false;
        }
    }
}
