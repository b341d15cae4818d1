namespace PodMirror.Protocols;

/// <summary>DATA frames: passed on as they come, without their padding.</summary>
internal sealed partial class FrameReader
{
    /// <summary>In place of the length of the padding, until the payload's first byte tells it.</summary>
    private const int NotYetKnown = -1;

    private int ReadData(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        if (_padding == NotYetKnown)
        {
            BeginPadding(bytes[0]);
            EndDataIfWhole(position);
            return 1;
        }

        int data = Math.Min(bytes.Length, _remaining);
        int padding = Math.Min(bytes.Length - data, _padding);
        _remaining -= data;
        _padding -= padding;
        if (data > 0)
        {
            _connection.OnData(this, _frame.StreamId, bytes[..data], position.TimestampNs);
        }

        EndDataIfWhole(position);
        return data + padding;
    }

    /// <summary>The byte that tells the padding; one that is longer than the rest is all of it.</summary>
    private void BeginPadding(byte length)
    {
        _remaining--;
        if (length > _remaining)
        {
            CountFault();
            _connection.OnInvalid(this, _frame.StreamId);
        }

        _padding = Math.Min(length, _remaining);
        _remaining -= _padding;
    }

    private void EndDataIfWhole(in StreamPosition position)
    {
        if (_remaining > 0 || _padding != 0)
        {
            return;
        }

        _state = FrameReaderState.Header;
        if (_frame.IsEndOfStream)
        {
            _connection.OnStreamEnd(this, _frame.StreamId, position.TimestampNs);
        }
    }

    private void PassLostData(int bytes)
    {
        if (_padding == NotYetKnown)
        {
            // How much of it is padding is lost as well.
            _padding = 0;
            _connection.OnLostPlace(this, _frame.StreamId);
        }

        int data = Math.Min(bytes, _remaining);
        _remaining -= data;
        _padding -= bytes - data;
        _connection.OnLostData(this, _frame.StreamId, data);
        EndDataIfWhole(new StreamPosition(_firstByteNs, 0, 0, false));
    }
}
