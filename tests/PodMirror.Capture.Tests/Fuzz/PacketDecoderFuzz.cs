using System.Buffers.Binary;
using PodMirror.Exchange;
using PodMirror.TestKit;
using static PodMirror.TestKit.Headers;

namespace PodMirror.Capture.Tests.Fuzz;

/// <summary>
/// Fuzz target of the packet decoder. The input is a run of frames for one decoder, so that fragments meet:
/// link type u16, EtherType u16, bytes missing on the capture u8, seconds since the frame before i8, length u16, bytes.
/// </summary>
public static class PacketDecoderFuzz
{
    private const int FrameHeaderBytes = 8;

    private const long NsPerSecond = 1_000_000_000;

    /// <summary>The same segment in every envelope, and fragments.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        foreach ((LinkType link, byte[] bytes, _) in SampleFrames.All.Values)
        {
            yield return Frame(link, bytes);
        }

        byte[] segment = Tcp(40_000, 80, 7, 8, Ack, new byte[40]);
        byte[] first = IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, segment.AsSpan(0, 32), more: true);
        byte[] last = IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, segment.AsSpan(32), offset: 32);
        byte[] first6 = IPv6("::1", "::2", 44, FragmentHeader(TcpProtocol, 9, 0, more: true, segment.AsSpan(0, 32)));
        byte[] last6 = IPv6("::1", "::2", 44, FragmentHeader(TcpProtocol, 9, 32, more: false, segment.AsSpan(32)));
        yield return [.. Frame(LinkType.Raw, last), .. Frame(LinkType.Raw, first), .. Frame(LinkType.Raw, first)];
        yield return [.. Frame(LinkType.IPv6, first6), .. Frame(LinkType.IPv6, last6)];
    }

    public static void Run(ReadOnlySpan<byte> input)
    {
        var ledger = new MirrorLedger();
        var decoder = new PacketDecoder(ledger);
        long timestampNs = 1000 * NsPerSecond;
        long frames = 0;
        while (input.Length >= FrameHeaderBytes)
        {
            timestampNs += (sbyte)input[5] * NsPerSecond;
            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(input[6..]), input.Length - FrameHeaderBytes);
            var frame = new CapturedFrame
            {
                Bytes = input.Slice(FrameHeaderBytes, length),
                WireBytes = length + input[4],
                TimestampNs = timestampNs,
                Link = (LinkType)BinaryPrimitives.ReadInt16BigEndian(input),
                EtherType = BinaryPrimitives.ReadUInt16BigEndian(input[2..]),
            };
            Decode(decoder, ledger, in frame);
            input = input[(FrameHeaderBytes + length)..];
            frames++;
            Assert.Equal(frames, ledger[MirrorCounter.PacketsSeen]);
            Assert.Equal(frames, SumOfOutcomes(ledger));
        }

        decoder.Finish();
        Assert.InRange(ledger[MirrorCounter.FragmentsDropped], 0, frames);
    }

    private static long SumOfOutcomes(MirrorLedger ledger)
    {
        long sum = 0;
        foreach (MirrorCounter outcome in Decoded.Outcomes)
        {
            sum += ledger[outcome];
        }

        return sum;
    }

    private static byte[] Frame(LinkType link, byte[] bytes) =>
        new Bytes().U16((int)link).U16(0x0800).U8(0).U8(0).U16(bytes.Length).Add(bytes).ToArray();

    private static void Decode(PacketDecoder decoder, MirrorLedger ledger, in CapturedFrame frame)
    {
        long before = ledger[MirrorCounter.PacketsTcp];
        bool isTcp = decoder.TryDecode(in frame, out TcpSegment segment);
        Assert.Equal(isTcp ? before + 1 : before, ledger[MirrorCounter.PacketsTcp]);
        if (!isTcp)
        {
            Assert.Equal(0, segment.Payload.Length);
            return;
        }

        bool lies = frame.Bytes.Overlaps(segment.Payload) || segment.Payload.Length == 0;
        Assert.True(lies || segment.Payload.Length <= DecodeLimits.MaxDatagramBytes, "a payload lies in its frame or in a joined datagram");
        Assert.InRange(segment.WirePayloadBytes, segment.Payload.Length, Math.Max(frame.WireBytes, DecodeLimits.MaxDatagramBytes));
        Assert.Equal(frame.TimestampNs, segment.TimestampNs);
    }
}
