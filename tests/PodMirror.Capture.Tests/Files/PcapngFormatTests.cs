using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

public sealed class PcapngFormatTests
{
    private const ulong Micros = 1_700_000_000_123_456;
    private const long Nanos = 1_700_000_000_123_456_000;
    private static readonly byte[] Frame = [1, 2, 3, 4, 5];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_kind_of_packet_block_is_read_in_both_byte_orders(bool bigEndian)
    {
        byte[] file = new PcapngWriter().Section(bigEndian).Interface(1)
            .Enhanced(0, Micros, Frame, 9).Obsolete(0, Micros + 1, Frame, 8).Simple(Frame).ToArray();
        ReadFile read = ReadFile.Of(file);
        Assert.Equal(
            [
                new("0102030405", 9, Nanos, LinkType.Ethernet, PacketOrigin.Unknown),
                new("0102030405", 8, Nanos + 1000, LinkType.Ethernet, PacketOrigin.Unknown),
                new("0102030405", 5, Nanos + 1000, LinkType.Ethernet, PacketOrigin.Unknown), // a simple block has the time of the one before
            ],
            read.Frames);
        Assert.Equal((ReadStatus.End, -1), (read.Status, read.ErrorOffset));
    }

    [Fact]
    public void Each_packet_has_the_link_type_and_clock_of_its_interface()
    {
        var writer = new PcapngWriter();
        byte[] file = writer.Section().Interface(1)
            .Interface(113, 0, writer.Option(PcapngWriter.ResolutionOption, [9]))
            .Interface(101, 0, writer.Option(1, [1, 2, 3]), writer.Option(PcapngWriter.ResolutionOption, [0x80 | 10]))
            .Interface(276, 0, writer.Option(PcapngWriter.OffsetOption, writer.New().U64(unchecked((ulong)-5)).ToArray()))
            .Enhanced(3, 7_000_000, Frame).Enhanced(2, (3 << 10) + 512, Frame).Enhanced(1, 5, Frame).Enhanced(0, 5, Frame).ToArray();
        Assert.Equal(
            [(LinkType.LinuxSll2, 2_000_000_000), (LinkType.Raw, 3_500_000_000), (LinkType.LinuxSll, 5), (LinkType.Ethernet, 5000L)],
            ReadFile.Of(file).Frames.Select(f => (f.Link, f.TimestampNs)));
    }

    [Fact]
    public void A_new_section_has_its_own_byte_order_and_interfaces()
    {
        byte[] file = new PcapngWriter().Section(bigEndian: true, length: 400).Interface(1).Interface(113).Enhanced(1, Micros, Frame)
            .Section().Interface(101).Enhanced(0, Micros, Frame).Enhanced(1, Micros, Frame).ToArray();
        ReadFile read = ReadFile.Of(file);
        Assert.Equal([LinkType.LinuxSll, LinkType.Raw], read.Frames.Select(f => f.Link));
        Assert.Equal(ReadStatus.Corrupt, read.Status);
        Assert.Equal("a packet names interface 1, which was not described", read.ErrorReason);
    }

    [Theory]
    [InlineData(0b01u, PacketOrigin.Incoming)]
    [InlineData(0b10u, PacketOrigin.Outgoing)]
    [InlineData(0b00u, PacketOrigin.Unknown)]
    [InlineData(0b11u, PacketOrigin.Unknown)]
    [InlineData(0b001_01u, PacketOrigin.Incoming)]
    [InlineData(0b100_01u, PacketOrigin.Unknown)] // seen promiscuously: not ours
    [InlineData(0b100_10u, PacketOrigin.Outgoing)]
    public void The_flags_of_a_packet_are_its_origin(uint flags, PacketOrigin expected)
    {
        foreach (bool bigEndian in new[] { false, true })
        {
            PcapngWriter writer = new PcapngWriter().Section(bigEndian).Interface(1);
            byte[] comment = writer.Option(1, "a comment"u8);
            byte[] option = writer.Option(PcapngWriter.FlagsOption, writer.New().U32(flags).ToArray());
            byte[] file = writer.Enhanced(0, Micros, Frame, null, comment, option).Obsolete(0, Micros, Frame, null, option).ToArray();
            Assert.Equal([expected, expected], ReadFile.Of(file).Frames.Select(f => f.Origin));
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 3)]
    [InlineData(100, 5)]
    public void A_simple_packet_is_as_long_as_the_snap_length_lets_it(uint snapBytes, int expected)
    {
        byte[] file = new PcapngWriter().Section().Interface(1, snapBytes).Simple(Frame).ToArray();
        FrameCopy frame = Assert.Single(ReadFile.Of(file).Frames);
        Assert.Equal((2 * expected, 5), (frame.Hex.Length, frame.WireBytes));
    }

    [Fact]
    public void The_check_sequence_that_an_interface_tells_of_is_not_part_of_its_frames()
    {
        var writer = new PcapngWriter();
        byte[] file = writer.Section().Interface(1, 0, writer.Option(PcapngWriter.FcsLengthOption, [4])).Enhanced(0, Micros, Frame).ToArray();
        Assert.Equal(("01", 1), Assert.Single(ReadFile.Of(file).Frames) is var frame ? (frame.Hex, frame.WireBytes) : default);
    }

    [Fact]
    public void Unknown_blocks_are_skipped_even_when_they_are_longer_than_what_is_held()
    {
        byte[] file = new PcapngWriter().Section().Interface(1)
            .Block(5, new Bytes().Zeros(40)).Block(0x8000_0001, new Bytes().Zeros(FileLimits.MaxBlockBytes + 4))
            .Enhanced(0, Micros, Frame).ToArray();
        ReadFile read = ReadFile.Of(file);
        Assert.Single(read.Frames);
        Assert.Equal(ReadStatus.End, read.Status);
    }

    [Fact]
    public void A_block_with_long_options_is_read()
    {
        PcapngWriter writer = new PcapngWriter().Section().Interface(1);
        byte[][] comments = [.. Enumerable.Range(0, 40).Select(_ => writer.Option(1, new byte[60_000]))];
        byte[] file = writer.Enhanced(0, Micros, Frame, null, comments).Enhanced(0, Micros, Frame).ToArray();
        Assert.True(file.Length > 2_000_000);
        Assert.Equal(2, ReadFile.Of(file).Frames.Count);
    }

    public static TheoryData<string, byte[], int> Corrupt()
    {
        static PcapngWriter Good() => new PcapngWriter().Section().Interface(1);
        int at = Good().ToArray().Length;
        return new()
        {
            { "a block claims 11 bytes, which is no possible length", Good().Block(9, new Bytes(), length: 11).ToArray(), at },
            { "a block claims 0 bytes, which is no possible length", Good().Block(6, new Bytes(), length: 0).ToArray(), at },
            { "a block claims 14 bytes, which is no possible length", Good().Block(6, new Bytes().Zeros(4), length: 14).ToArray(), at },
            { "a block claims 16777220 bytes; at most 16777216 are possible", Good().Block(6, new Bytes(), length: 16_777_220).ToArray(), at },
            { "a block of 16 bytes ends with the length 20", Good().Block(6, new Bytes().Zeros(4), trailer: 20).ToArray(), at },
            { "an enhanced packet block has 16 bytes", Good().Block(6, new Bytes().Zeros(16)).ToArray(), at },
            { "a packet block has 16 bytes", Good().Block(2, new Bytes().Zeros(16)).ToArray(), at },
            { "a simple packet block has 0 bytes", Good().Block(3, new Bytes()).ToArray(), at },
            { "an interface description has 4 bytes", Good().Block(1, new Bytes().Zeros(4)).ToArray(), at },
            { "a packet names interface 7, which was not described", Good().Enhanced(7, 0, Frame).ToArray(), at },
            {
                "a packet claims 9 bytes in a block that has 8",
                Good().Block(6, new Bytes(false).Zeros(12).U32(9).U32(9).Zeros(8)).ToArray(), at
            },
            {
                "a packet claims 1048577 bytes; at most 1048576 are possible",
                Good().Enhanced(0, 0, new byte[FileLimits.MaxFrameBytes + 1]).ToArray(), at
            },
            { "a packet comes before the first interface description", new PcapngWriter().Section().Simple(Frame).ToArray(), 28 },
            { "pcapng version 2.0 is not known", new PcapngWriter().Section(major: 2).ToArray(), 0 },
            { "a section header has 4 bytes", new PcapngWriter().Block(0x0A0D0D0A, new Bytes(false).U32(0x1A2B3C4D)).ToArray(), 0 },
            { "a section header has the byte-order magic 00000000", new PcapngWriter().Block(0x0A0D0D0A, new Bytes().Zeros(16)).ToArray(), 0 },
        };
    }

    [Theory]
    [MemberData(nameof(Corrupt))]
    public void What_contradicts_itself_is_corrupt_at_its_offset(string reason, byte[] file, int offset)
    {
        ReadFile read = ReadFile.Of(file);
        Assert.Equal((ReadStatus.Corrupt, reason, offset), (read.Status, read.ErrorReason, read.ErrorOffset));
        Assert.Empty(read.Frames);
    }

    [Fact]
    public void There_are_only_so_many_interfaces()
    {
        PcapngWriter writer = new PcapngWriter().Section();
        for (int i = 0; i < FileLimits.MaxInterfaces; i++)
        {
            writer.Interface(1);
        }

        Assert.Equal(ReadStatus.End, ReadFile.Of(writer.ToArray()).Status);
        ReadFile read = ReadFile.Of(writer.Interface(1).ToArray());
        Assert.Equal("a section has more than 65536 interfaces", read.ErrorReason);
    }
}
