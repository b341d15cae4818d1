using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Catalog;

/// <summary>The texts of an attribute: of an array each that is one, else the one it is.</summary>
internal ref struct TextItems
{
    private ProtoReader _items;
    private readonly ReadOnlySpan<byte> _single;
    private bool _hasSingle;

    /// <summary>Reads a value that was checked before.</summary>
    public TextItems(AnyValue value)
    {
        _items = new ProtoReader(value.Kind == AnyValueKind.Array ? value.Bytes : default);
        _hasSingle = value.Kind == AnyValueKind.String;
        _single = _hasSingle ? value.Bytes : default;
    }

    /// <summary>Reads the next; false at the end.</summary>
    public bool TryReadNext(out ReadOnlySpan<byte> text)
    {
        text = _single;
        if (_hasSingle)
        {
            _hasSingle = false;
            return true;
        }

        while (_items.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1)
            {
                _items.TrySkip(wire);
            }
            else if (_items.TryReadBytes(wire, out ReadOnlySpan<byte> item)
                && AnyValue.TryRead(item, out AnyValue value, out _) && value.Kind == AnyValueKind.String)
            {
                text = value.Bytes;
                return true;
            }
        }

        text = default;
        return false;
    }
}
