using System.Numerics;

namespace PodMirror.Capture;

/// <summary>
/// An IP datagram that fragments are joined to. A bit for each eight bytes says what is there, so that any number of fragments
/// in any order costs the same memory.
/// </summary>
internal sealed class FragmentedDatagram
{
    private const int BlockBytes = 8;
    private const int BlocksPerWord = 64;
    private const int Blocks = (DecodeLimits.MaxDatagramBytes + BlockBytes - 1) / BlockBytes;
    private const int UnknownEnd = -1;

    private readonly byte[] _bytes = new byte[Blocks * BlockBytes];
    private readonly ulong[] _there = new ulong[Blocks / BlocksPerWord];
    private UInt128 _source;
    private UInt128 _destination;
    private uint _identification;
    private byte _protocol;
    private int _end;
    private int _highest;
    private int _blocks;
    private long _sinceNs;

    /// <summary>Whether fragments of it are still awaited: it is neither complete nor given up.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>How many fragments it has. They are lost when it is given up.</summary>
    public int Fragments { get; private set; }

    /// <summary>The number of the packet that began it; smaller is older.</summary>
    public long Begun { get; private set; }

    /// <summary>The number of the packet that reads its bytes, while that packet is decoded.</summary>
    public long LentTo { get; private set; } = -1;

    /// <summary>Forgets what was, and begins a datagram.</summary>
    public void Begin(in PacketWalk walk, in Fragment part, long packet)
    {
        _there.AsSpan().Clear();
        (_source, _destination) = (walk.Source, walk.Destination);
        (_identification, _protocol) = (part.Identification, part.Protocol);
        (_end, _highest, _blocks, Fragments) = (UnknownEnd, 0, 0, 0);
        (_sinceNs, Begun, IsWaiting) = (walk.TimestampNs, packet, true);
    }

    /// <summary>Whether a fragment belongs to it (RFC 791 section 3.2, RFC 8200 section 4.5).</summary>
    public bool IsOf(in PacketWalk walk, in Fragment part) =>
        _identification == part.Identification && _protocol == part.Protocol && _source == walk.Source && _destination == walk.Destination;

    /// <summary>Whether it has waited, or has been remembered, for long enough. Time that went back as far counts too.</summary>
    public bool IsStale(long nowNs)
    {
        long age = IsWaiting ? DecodeLimits.MaxFragmentAgeNs : DecodeLimits.ClosedDatagramAgeNs;
        return nowNs - _sinceNs > age || _sinceNs - nowNs > age;
    }

    /// <summary>Adds a fragment that lies within <see cref="DecodeLimits.MaxDatagramBytes"/>.</summary>
    public JoinResult Add(ReadOnlySpan<byte> bytes, in Fragment part)
    {
        int end = part.Offset + bytes.Length;
        int first = part.Offset / BlockBytes;
        int last = (end + BlockBytes - 1) / BlockBytes;
        int known = CountBlocks(first, last);
        bool endsElsewhere = _end != UnknownEnd && (part.More ? end > _end : end != _end);
        if (endsElsewhere || (!part.More && _highest > end) || (known != 0 && known != last - first))
        {
            return JoinResult.Contradiction;
        }

        if (known != 0)
        {
            return JoinResult.Duplicate;
        }

        bytes.CopyTo(_bytes.AsSpan(part.Offset));
        SetBlocks(first, last);
        _blocks += last - first;
        _highest = Math.Max(_highest, end);
        _end = part.More ? _end : end;
        Fragments++;
        return _end != UnknownEnd && _blocks == (_end + BlockBytes - 1) / BlockBytes ? JoinResult.Complete : JoinResult.Waiting;
    }

    /// <summary>Gives out the joined payload, valid while the packet of this number is decoded.</summary>
    public ReadOnlySpan<byte> Lend(long packet)
    {
        LentTo = packet;
        return _bytes.AsSpan(0, _end);
    }

    /// <summary>It is complete or given up: what still comes of it is a copy.</summary>
    public void Close(long nowNs)
    {
        IsWaiting = false;
        _sinceNs = nowNs;
    }

    private int CountBlocks(int first, int last)
    {
        int count = 0;
        for (int at = first; at < last; at = NextWord(at))
        {
            count += BitOperations.PopCount(_there[at / BlocksPerWord] & Mask(at, last));
        }

        return count;
    }

    private void SetBlocks(int first, int last)
    {
        for (int at = first; at < last; at = NextWord(at))
        {
            _there[at / BlocksPerWord] |= Mask(at, last);
        }
    }

    private static int NextWord(int block) => (block / BlocksPerWord * BlocksPerWord) + BlocksPerWord;

    /// <summary>The bits of one word from a block to the range's end or the word's.</summary>
    private static ulong Mask(int from, int last)
    {
        int count = Math.Min(last, NextWord(from)) - from;
        ulong ones = count == BlocksPerWord ? ulong.MaxValue : (1UL << count) - 1;
        return ones << (from % BlocksPerWord);
    }
}
