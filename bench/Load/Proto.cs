namespace PodMirror.Bench.Load;

/// <summary>
/// Walks the fields of a protobuf message that is known to be well formed: the sink's own reader, so that it does not judge with the product's.
/// </summary>
internal ref struct Proto(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The field's number.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Varint();
                break;
            case 1:
                _rest = _rest[8..];
                break;
            case 2:
                int length = (int)Varint();
                Bytes = _rest[..length];
                _rest = _rest[length..];
                break;
            default:
                _rest = _rest[4..];
                break;
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0; ; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }
    }
}
