using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Server-sent events (WHATWG HTML section 9.2.6): an empty line ends an event, which is one when it has a line of data. Its size is that of its
/// data, as a reader gets them: the values of its data lines, with a line feed between.
/// </summary>
internal sealed class EventStreamTally(MirrorLedger ledger) : FramedTally(ledger)
{
    private LinePart _part;
    private int _matched;
    private bool _isFirst;
    private bool _afterReturn;
    private bool _hasPlace;
    private MarkPlace _place;
    private ulong _dataLines;
    private ulong _dataBytes;

    /// <inheritdoc/>
    public override ContentFraming Framing => ContentFraming.EventStream;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private static ReadOnlySpan<byte> Data => "data"u8;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _part = LinePart.Start;
        _matched = 0;
        _isFirst = true;
        _afterReturn = false;
        BeginEvent();
    }

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (_afterReturn && bytes[at] == '\n')
            {
                _afterReturn = false;
                at++;
                continue;
            }

            _afterReturn = false;
            int inside = _part is LinePart.Value or LinePart.Passed ? ToLineEnd(bytes[at..]) : 0;
            _dataBytes += _part == LinePart.Value ? (ulong)inside : 0;
            at += inside;
            if (at < bytes.Length && Take(bytes[at], at))
            {
                at++;
            }
        }
    }

    private static int ToLineEnd(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? bytes.Length : end;
    }

    /// <returns>Whether the byte was used; else it is to be taken again.</returns>
    private bool Take(byte value, int at)
    {
        if (value is (byte)'\r' or (byte)'\n')
        {
            _afterReturn = value == '\r';
            EndLine();
            return true;
        }

        switch (_part)
        {
            case LinePart.Start:
                return TakeFirst(value, at);
            case LinePart.ByteOrderMark:
                TakeByteOrderMark(value);
                return true;
            case LinePart.Name:
                TakeName(value);
                return true;
            default:
                // One space behind the colon belongs to neither.
                _part = LinePart.Value;
                return value == ' ';
        }
    }

    private bool TakeFirst(byte value, int at)
    {
        bool mayBeMark = _isFirst && value == ByteOrderMark[0];
        _isFirst = false;
        if (value != ':' && !_hasPlace)
        {
            (_hasPlace, _place) = (true, PlaceOf(at));
        }

        _part = mayBeMark ? LinePart.ByteOrderMark : value == Data[0] ? LinePart.Name : LinePart.Passed;
        _matched = 1;
        return true;
    }

    private void TakeByteOrderMark(byte value)
    {
        if (value != ByteOrderMark[_matched])
        {
            _part = LinePart.Passed;
        }
        else if (++_matched == ByteOrderMark.Length)
        {
            _part = LinePart.Start;
            _hasPlace = false;
        }
    }

    private void TakeName(byte value)
    {
        if (_matched < Data.Length && value == Data[_matched])
        {
            _matched++;
            return;
        }

        bool isData = _matched == Data.Length && value == ':';
        _dataLines += isData ? 1u : 0;
        _part = isData ? LinePart.Colon : LinePart.Passed;
    }

    private void EndLine()
    {
        if (_part == LinePart.Start)
        {
            if (_dataLines > 0)
            {
                Mark(_place);
                Count(_dataBytes + _dataLines - 1);
            }

            BeginEvent();
        }
        else if (_part == LinePart.Name && _matched == Data.Length)
        {
            // The name alone is a line with an empty value.
            _dataLines++;
        }

        _part = LinePart.Start;
        _isFirst = false;
    }

    private void BeginEvent()
    {
        _hasPlace = false;
        _dataLines = _dataBytes = 0;
    }
}
