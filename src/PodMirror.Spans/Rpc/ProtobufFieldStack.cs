namespace PodMirror.Spans;

/// <summary>
/// The fields of the messages that are open, innermost on top, each message's in the order of their numbers: those of one number lie
/// together wherever they stood on the wire, as JSON wants them.
/// </summary>
internal sealed class ProtobufFieldStack
{
    /// <summary>
    /// Fields that are open at a time. A body of 128 KiB can hold 64 Ki, which is 2.5 MiB here; JSON of so many would pass its own bound.
    /// </summary>
    internal const int MaxFields = 65_536;

    private const int FirstFields = 64;

    private ProtobufField[] _fields = new ProtobufField[FirstFields];
    private ulong[] _order = new ulong[FirstFields];

    /// <summary>How many are on it.</summary>
    internal int Count { get; private set; }

    /// <summary>The field at a position of the sorted order.</summary>
    internal ref readonly ProtobufField this[int position] => ref _fields[(int)(uint)_order[position]];

    /// <summary>Puts the fields of a message on top.</summary>
    /// <returns>How the message ended; <see cref="ProtobufEnd.Cut"/> also where there was no room for all of them.</returns>
    internal ProtobufEnd Push(ReadOnlySpan<byte> bytes, int start, int end, bool isCut)
    {
        var fields = new ProtobufFields(bytes, start, end, isCut);
        while (fields.MoveNext(out ProtobufField field))
        {
            if (Count == MaxFields)
            {
                return ProtobufEnd.Cut;
            }

            if (Count == _fields.Length)
            {
                Array.Resize(ref _fields, 2 * Count);
                Array.Resize(ref _order, 2 * Count);
            }

            _fields[Count] = field;
            _order[Count] = ((ulong)field.Number << 32) | (uint)Count;
            Count++;
        }

        return fields.Ended;
    }

    /// <summary>Sorts what was put on top since the count was so high; equal numbers keep their order.</summary>
    internal void Sort(int bottom)
    {
        Span<ulong> order = _order.AsSpan(bottom, Count - bottom);
        for (int i = 1; i < order.Length; i++)
        {
            if (order[i] < order[i - 1])
            {
                order.Sort();
                return;
            }
        }
    }

    /// <summary>Takes all off that was put on top since the count was so high.</summary>
    internal void Pop(int bottom) => Count = bottom;

    /// <summary>The position behind the last field that has the number of the one at the position.</summary>
    internal int EndOfNumber(int position, int top)
    {
        int number = this[position].Number;
        while (position < top && this[position].Number == number)
        {
            position++;
        }

        return position;
    }
}
