using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

public sealed class PcapFormatTests
{
    private const long At = 1_700_000_000_123_456_789;
    private static readonly byte[] Frame = [1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [InlineData(PcapWriter.Microseconds, false, 1_700_000_000_123_456_000)]
    [InlineData(PcapWriter.Microseconds, true, 1_700_000_000_123_456_000)]
    [InlineData(PcapWriter.Nanoseconds, false, At)]
    [InlineData(PcapWriter.Nanoseconds, true, At)]
    [InlineData(PcapWriter.Modified, false, 1_700_000_000_123_456_000)]
    [InlineData(PcapWriter.Modified, true, 1_700_000_000_123_456_000)]
    public void Every_byte_order_and_resolution_gives_the_same_frames(uint magic, bool bigEndian, long expectedNs)
    {
        byte[] file = new PcapWriter(113, magic, bigEndian).Frame(At, Frame, 20).Frame(At + 1_000_000_000, Frame).ToArray();
        ReadFile read = ReadFile.Of(file);
        PacketOrigin origin = magic == PcapWriter.Modified ? PacketOrigin.Incoming : PacketOrigin.Unknown;
        Assert.Equal(
            [
                new("01020304050607", 20, expectedNs, LinkType.LinuxSll, origin),
                new("01020304050607", 7, expectedNs + 1_000_000_000, LinkType.LinuxSll, origin),
            ],
            read.Frames);
        Assert.Equal(ReadStatus.End, read.Status);
        Assert.Equal(-1, read.ErrorOffset);
        Assert.Null(read.ErrorReason);
        Assert.Equal(file.Length, read.BytesRead);
    }

    [Theory]
    [InlineData(0, PacketOrigin.Incoming)]
    [InlineData(1, PacketOrigin.Unknown)]
    [InlineData(3, PacketOrigin.Unknown)]
    [InlineData(4, PacketOrigin.Outgoing)]
    public void The_packet_type_of_a_modified_record_is_its_origin(byte packetType, PacketOrigin expected)
    {
        byte[] file = new PcapWriter(1, PcapWriter.Modified).Frame(At, Frame, packetType: packetType).ToArray();
        Assert.Equal(expected, Assert.Single(ReadFile.Of(file).Frames).Origin);
    }

    [Theory]
    [InlineData(0x2400_0001u, 7, "010203", 3)] // two 16-bit words of check sequence
    [InlineData(0x2400_0001u, 9, "0102030405", 5)] // the frame was cut inside its check sequence
    [InlineData(0x2400_0001u, 20, "01020304050607", 16)] // the frame was cut before its check sequence
    [InlineData(0x2000_0001u, 7, "01020304050607", 7)] // the count does not count without its flag
    [InlineData(0xF400_0001u, 7, "", 0)] // more check sequence than frame
    public void The_frame_check_sequence_is_not_part_of_a_frame(uint linkField, int wireBytes, string hex, int expectedWire)
    {
        byte[] file = new PcapWriter(linkField).Frame(At, Frame, wireBytes).ToArray();
        Assert.Equal(new FrameCopy(hex, expectedWire, At, LinkType.Ethernet, PacketOrigin.Unknown), Assert.Single(ReadFile.Of(file).Frames));
    }

    [Theory]
    [InlineData(2, 7, 20)]
    [InlineData(3, 7, 20)]
    [InlineData(543, 7, 20)]
    public void Old_files_with_swapped_lengths_are_read(int minor, uint captured, uint wire)
    {
        byte[] file = new PcapWriter(1, minor: minor).Record(At, wire, captured, Frame).ToArray();
        FrameCopy frame = Assert.Single(ReadFile.Of(file).Frames);
        Assert.Equal(20, frame.WireBytes);
        Assert.Equal(14, frame.Hex.Length);
    }

    [Theory]
    [InlineData(0u, 7)] // shorter on the wire than captured: what was captured was there
    [InlineData(8u, 8)]
    [InlineData(uint.MaxValue, FileLimits.MaxFrameBytes)]
    public void A_wire_length_is_held_between_what_was_captured_and_what_a_frame_can_have(uint told, int expected)
    {
        byte[] file = new PcapWriter(1).Record(At, 7, told, Frame).ToArray();
        Assert.Equal(expected, Assert.Single(ReadFile.Of(file).Frames).WireBytes);
    }

    [Fact]
    public void A_record_of_no_bytes_is_a_frame_of_no_bytes()
    {
        ReadFile read = ReadFile.Of(new PcapWriter(1).Frame(At, [], 60).Frame(At, Frame).ToArray());
        Assert.Equal(["", "01020304050607"], read.Frames.Select(f => f.Hex));
    }

    [Theory]
    [InlineData(FileLimits.MaxFrameBytes + 1u)]
    [InlineData(0x8000_0000u)]
    [InlineData(uint.MaxValue)]
    public void A_record_longer_than_any_frame_is_corrupt_at_its_offset(uint captured)
    {
        byte[] file = new PcapWriter(1).Frame(At, Frame).Record(At, captured, captured, Frame).ToArray();
        ReadFile read = ReadFile.Of(file);
        Assert.Single(read.Frames);
        Assert.Equal(ReadStatus.Corrupt, read.Status);
        Assert.Equal(24 + 16 + Frame.Length, read.ErrorOffset);
        Assert.Equal($"a record claims {captured} bytes; at most 1048576 are possible", read.ErrorReason);
    }

    [Fact]
    public void The_largest_frame_is_read_wherever_the_buffer_ends_in_it()
    {
        byte[] large = new byte[FileLimits.MaxFrameBytes];
        new Random(1).NextBytes(large);
        var writer = new PcapWriter(1);
        for (int i = 0; i < 3; i++)
        {
            writer.Frame(At, large.AsSpan(0, large.Length - i)).Frame(At, Frame);
        }

        ReadFile read = ReadFile.Of(writer.ToArray());
        Assert.Equal(ReadStatus.End, read.Status);
        Assert.Equal(6, read.Frames.Count);
        Assert.Equal(Convert.ToHexString(large), read.Frames[0].Hex);
        Assert.Equal(Convert.ToHexString(large.AsSpan(0, large.Length - 2)), read.Frames[4].Hex);
    }

    [Fact]
    public void Another_major_version_is_refused()
    {
        byte[] file = new PcapWriter(1).Frame(At, Frame).ToArray();
        file[4] = 3;
        ReadFile read = ReadFile.Of(file);
        Assert.Equal((ReadStatus.Corrupt, 0, "pcap version 3.4 is not known"), (read.Status, read.ErrorOffset, read.ErrorReason));
    }
}
