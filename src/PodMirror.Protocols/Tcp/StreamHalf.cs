namespace PodMirror.Protocols;

/// <summary>One direction of a flow: what has been delivered of its stream, and what waits.</summary>
internal sealed class StreamHalf
{
    /// <summary>What waits for a hole to be filled, or for the other direction to catch up.</summary>
    public HeldSegments Held;

    /// <summary>Whether <see cref="Next"/> is known.</summary>
    public bool Started;

    /// <summary>Whether <see cref="Next"/> is only what the other side acknowledged, and no byte has confirmed it.</summary>
    public bool Tentative;

    /// <summary>The sequence number of the next byte to deliver.</summary>
    public uint Next;

    /// <summary>Whether the SYN was seen, with <see cref="InitialSequence"/>.</summary>
    public bool SynSeen;

    /// <summary>The sequence number of the SYN.</summary>
    public uint InitialSequence;

    /// <summary>Whether the FIN was seen, with <see cref="FinSequence"/>.</summary>
    public bool FinSeen;

    /// <summary>The sequence number of the FIN: the end of the stream.</summary>
    public uint FinSequence;

    /// <summary>Whether the stream has been delivered to its end.</summary>
    public bool Ended;

    /// <summary>Whether the other side has acknowledged anything, with <see cref="PeerAcknowledged"/>.</summary>
    public bool HasPeerAcknowledged;

    /// <summary>The furthest that the other side has acknowledged: it has those bytes, so what we lack of them was lost by the capture.</summary>
    public uint PeerAcknowledged;

    /// <summary>Whether <see cref="Next"/> was moved on because of an acknowledgement alone, from <see cref="JumpedFrom"/>.</summary>
    public bool Jumped;

    /// <summary>Where <see cref="Next"/> stood before the jump.</summary>
    public uint JumpedFrom;

    /// <summary>Segments in a row that lay outside any window; a few of them mean that it is we who are lost.</summary>
    public int Strays;

    /// <summary>Makes it as new.</summary>
    public void Reset()
    {
        Held = default;
        Started = Tentative = SynSeen = FinSeen = Ended = HasPeerAcknowledged = Jumped = false;
        Next = InitialSequence = FinSequence = PeerAcknowledged = JumpedFrom = 0;
        Strays = 0;
    }

    /// <summary>Sets where the stream begins.</summary>
    public void Start(uint next, bool tentative)
    {
        Started = true;
        Tentative = tentative;
        Next = next;
    }

    /// <summary>Notes what the other side has acknowledged of this one.</summary>
    public void OnPeerAcknowledgement(uint acknowledgement)
    {
        if (!HasPeerAcknowledged || Sequence.After(acknowledgement, PeerAcknowledged))
        {
            HasPeerAcknowledged = true;
            PeerAcknowledged = acknowledgement;
        }
    }
}
