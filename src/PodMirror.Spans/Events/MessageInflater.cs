namespace PodMirror.Spans;

/// <summary>
/// Undoes permessage-deflate for the messages of one direction, in their order (RFC 7692 section 7.2.2): what one message was decoded to is the
/// window of the next, unless the sender said that it forgets.
/// </summary>
/// <remarks>Holds its decoder and its window. Nothing is allocated once they have grown.</remarks>
internal sealed class MessageInflater
{
    /// <summary>The empty stored block that the sender took from the end of each message (RFC 7692 section 7.2.1).</summary>
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xff, 0xff];

    // One for all messages of a direction, so that many small ones cost no more than a body.
    private readonly DecodeBudget _budget = new();
    private readonly Inflater _inflater;
    private bool _forgets;
    private bool _isBroken;

    internal MessageInflater() => _inflater = new Inflater(_budget);

    /// <summary>
    /// What was decoded since <see cref="Begin"/>: all of it, because it is the window. At most <see cref="BodyDecoder.MaxLayerBytes"/>.
    /// </summary>
    internal ByteBuffer Output { get; } = new(BodyDecoder.MaxLayerBytes);

    /// <summary>Begins a direction.</summary>
    internal void Begin(bool forgets)
    {
        Output.Clear();
        _budget.Refill();
        _forgets = forgets;
        _isBroken = false;
    }

    /// <summary>Tells that a compressed message is missing: without its bytes none after it can be decoded, unless the sender forgets.</summary>
    internal void Break() => _isBroken = true;

    /// <summary>Appends a message to <see cref="Output"/>.</summary>
    /// <param name="payload">The message's bytes, to which its tail is appended.</param>
    /// <param name="isCut">Whether the message goes on beyond them.</param>
    /// <param name="isTruncated">Whether more would have come out.</param>
    /// <returns>False when it cannot be decoded; nothing is appended then.</returns>
    internal bool TryInflate(ByteBuffer payload, bool isCut, out bool isTruncated)
    {
        isTruncated = isCut;
        if (_isBroken && !_forgets)
        {
            return false;
        }

        if (!isCut)
        {
            payload.Append(Tail);
        }

        int start = Output.Length;
        DecodeStatus status = Inflate(payload.Written, _forgets ? start : 0);
        bool isWhole = status == DecodeStatus.InputEnded && !isCut && _inflater.IsBetweenBlocks;
        if (status == DecodeStatus.Invalid || (status == DecodeStatus.InputEnded && !isWhole && !isCut))
        {
            Output.Truncate(start);
            _isBroken = true;
            return false;
        }

        isTruncated |= !isWhole;
        _isBroken |= !isWhole;
        return true;
    }

    // A block may say that it is the last (RFC 7692 section 7.2.3.4); another begins at the next byte then.
    private DecodeStatus Inflate(ReadOnlySpan<byte> rest, int windowStart)
    {
        while (true)
        {
            DecodeStatus status = _inflater.Decode(rest, BodyDecoder.MaxLayerBytes, Output, out int consumed, windowStart);
            if (status != DecodeStatus.Complete)
            {
                return status;
            }

            if (!_budget.TrySpend(DecodeBudget.FrameSteps))
            {
                return DecodeStatus.OutputFull;
            }

            rest = rest[consumed..];
        }
    }
}
