using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Reads the frames of one direction. Data are passed on where they lie; field blocks and control frames are read in place where one delivery has
/// them, and gathered where it has not.
/// </summary>
internal sealed partial class FrameReader : DirectionReader
{
    /// <summary>What a client sends before its first frame (RFC 9113 section 3.4).</summary>
    public const int PrefaceBytes = 24;

    private readonly Http2Connection _connection;
    private readonly MirrorLedger _ledger;
    private readonly BufferPool _buffers;
    private readonly int _maxBlockBytes;
    private readonly byte[] _headerBytes = new byte[FrameHeader.Bytes];
    private int _headerHeld;
    private FrameReaderState _state;
    private FrameHeader _frame;
    private bool _isFaulty;
    private int _remaining;
    private int _padding;
    private long _firstByteNs;

    public FrameReader(Http2Connection connection, MessagePool pool, HpackScratch scratch, FlowSide side)
    {
        _connection = connection;
        _ledger = pool.Ledger;
        _buffers = pool.Buffers;
        _maxBlockBytes = pool.Options.MaxHeadBytes;
        Hpack = new HpackDecoder(pool.Buffers, scratch);
        Side = side;
    }

    public FlowSide Side { get; }

    /// <summary>What the fields of this direction refer to.</summary>
    public HpackDecoder Hpack { get; }

    /// <summary>The largest payload that the other side allows; all there can be where that is not known.</summary>
    public int MaxLength { get; private set; }

    /// <summary>How often frames were lost, nobody knows of which streams.</summary>
    public uint Losses { get; private set; }

    /// <inheritdoc/>
    public override bool AwaitsMessage => _state == FrameReaderState.Header && _headerHeld == 0;

    /// <summary>Begins with a direction that is heard from its first byte.</summary>
    /// <param name="prefaceBytes">Bytes of the client's preface that are still to come.</param>
    public void Begin(int prefaceBytes)
    {
        _headerHeld = 0;
        _remaining = prefaceBytes;
        MaxLength = FrameFaults.MaxLengthAtFirst;
        _state = prefaceBytes > 0 ? FrameReaderState.Preface : FrameReaderState.Header;
        Hpack.Begin();
    }

    /// <summary>Begins with a direction of which something was sent before: a segment must begin with a frame.</summary>
    public void Join()
    {
        _state = FrameReaderState.Lost;
        MaxLength = int.MaxValue;
        Hpack.Join();
    }

    /// <summary>The other side allows payloads of this many bytes. Frames that were under way may still have what was allowed before.</summary>
    public void Allow(uint length) => MaxLength = Math.Max(MaxLength, (int)Math.Min(length, int.MaxValue));

    /// <summary>Gives memory back.</summary>
    public void Release()
    {
        ReleaseBlock();
        Hpack.Release();
    }

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        bool isSegmentStart = true;
        while (!bytes.IsEmpty)
        {
            int used = Step(bytes, position, isSegmentStart);
            bytes = bytes[used..];
            position = position.Advance(used);
            isSegmentStart = false;
        }
    }

    /// <inheritdoc/>
    public override void OnGap(long bytes, uint sequence)
    {
        switch (_state)
        {
            case FrameReaderState.Data when bytes <= _remaining + _padding:
                PassLostData((int)bytes);
                break;
            case FrameReaderState.Skip when bytes <= _remaining:
                PassSkipped((int)bytes);
                break;
            case FrameReaderState.Gather when bytes <= _remaining:
                LosePayload((int)bytes);
                break;
            default:
                FallOutOfStep();
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(bool closed)
    {
        // What ends with a direction ends with the flow.
    }

    private int Step(ReadOnlySpan<byte> bytes, StreamPosition position, bool isSegmentStart)
    {
        if (_state == FrameReaderState.Lost)
        {
            if (!isSegmentStart || !FrameChain.Begins(bytes, _connection.HasStream))
            {
                _ledger[MirrorCounter.BytesSkipped] += bytes.Length;
                return bytes.Length;
            }

            _state = FrameReaderState.Header;
            _headerHeld = 0;
        }

        int used = _state switch
        {
            FrameReaderState.Preface => PassPreface(bytes),
            FrameReaderState.Header => ReadHeader(bytes, position),
            FrameReaderState.Data => ReadData(bytes, position),
            FrameReaderState.Gather => ReadPayload(bytes, position),
            _ => PassSkipped(Math.Min(bytes.Length, _remaining)),
        };
        _ledger[MirrorCounter.BytesHttp] += used;
        return used;
    }

    private int PassPreface(ReadOnlySpan<byte> bytes)
    {
        int used = Math.Min(bytes.Length, _remaining);
        _remaining -= used;
        if (_remaining == 0)
        {
            _state = FrameReaderState.Header;
        }

        return used;
    }

    private int ReadHeader(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        if (_headerHeld == 0)
        {
            _firstByteNs = position.TimestampNs;
        }

        int used = Math.Min(bytes.Length, FrameHeader.Bytes - _headerHeld);
        bytes[..used].CopyTo(_headerBytes.AsSpan(_headerHeld));
        _headerHeld += used;
        if (_headerHeld == FrameHeader.Bytes)
        {
            _headerHeld = 0;
            BeginFrame(FrameHeader.Read(_headerBytes), position);
        }

        return used;
    }

    private void BeginFrame(in FrameHeader frame, in StreamPosition position)
    {
        _frame = frame;
        _remaining = frame.Length;
        _padding = 0;
        _isFaulty = false;
        if (FrameFaults.IsFaulty(frame, MaxLength))
        {
            CountFault();
        }

        if (HasBlock && (frame.Type != FrameType.Continuation || frame.StreamId != _blockStream))
        {
            // Nothing may come between the parts of a block (RFC 9113 section 6.10).
            GiveUpBlock(Anomalies.FrameInvalid);
        }

        switch (frame.Type)
        {
            case FrameType.Data when frame.StreamId != 0:
                _state = FrameReaderState.Data;
                _padding = frame.IsPadded && frame.Length > 0 ? NotYetKnown : 0;
                EndDataIfWhole(position);
                break;
            case FrameType.Headers or FrameType.PushPromise or FrameType.Continuation or FrameType.RstStream or FrameType.WindowUpdate:
            case FrameType.Settings when !_isFaulty:
                _state = FrameReaderState.Gather;
                if (_remaining == 0)
                {
                    TakePayload([], position);
                }

                break;
            default:
                _state = FrameReaderState.Skip;
                PassSkipped(0);
                break;
        }
    }

    private int PassSkipped(int bytes)
    {
        _remaining -= bytes;
        if (_remaining == 0)
        {
            _state = FrameReaderState.Header;
        }

        return bytes;
    }

    /// <summary>Where the next frame begins is no longer known, nor what was told in between.</summary>
    private void FallOutOfStep()
    {
        if (HasBlock)
        {
            GiveUpBlock(Gap);
        }

        ReleaseBlock();
        _state = FrameReaderState.Lost;
        Hpack.Join();
        Losses++;
    }

    private Anomalies Gap => _connection.IsClient(this) ? Anomalies.RequestGap : Anomalies.ResponseGap;
}
