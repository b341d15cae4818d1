using CsCheck;
using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Framed;

public sealed class WebSocketTallyTests
{
    [Theory]
    [InlineData("", "WebSocket 0/0/0")]
    [InlineData("81 02 4142", "WebSocket 1/2/2 (0 1 0 0 0 0 0) @0")]
    [InlineData("81 00 82 01 AA", "WebSocket 2/1/1 (0 1 1 0 0 0 0) @0 @2")]
    [InlineData("01 01 41 89 00 80 02 4243", "WebSocket 1/3/3 (1 1 0 0 1 0 0) @0")]
    [InlineData("01 01 41 00 01 42", "WebSocket 0/0/0 (1 1 0 0 0 0 0) @0")]
    [InlineData("8A 01 41 88 02 03E8", "WebSocket 0/0/0 (0 0 0 1 0 1 0) stopped")]
    [InlineData("88 00 81 01 41 83", "WebSocket 0/0/0 (0 0 0 1 0 0 0) stopped")]
    [InlineData("81 05 4142", "WebSocket 0/0/0 (0 1 0 0 0 0 0) @0")]
    [InlineData("81", "WebSocket 0/0/0 @0")]
    public void Frames_and_messages_are_counted_however_they_are_cut(string hex, string expected) =>
        Assert.Equal(expected, Tallied.OfEveryCut(() => Tallied.Rent(ContentFraming.WebSocket), FromHex(hex)));

    [Theory]
    [InlineData("a reserved data opcode", "83 01 AA 81 01 41", "WebSocket 1/1/1 (0 1 0 0 0 0 1) @3 faulty")]
    [InlineData("a reserved control opcode", "8B 00 81 01 41", "WebSocket 1/1/1 (0 1 0 0 0 0 1) @2 faulty")]
    [InlineData("a fragmented ping", "09 00 81 01 41", "WebSocket 1/1/1 (0 1 0 0 1 0 0) @2 faulty")]
    [InlineData("a ping with a long length", "89 7E 0001 AA 81 01 41", "WebSocket 1/1/1 (0 1 0 0 1 0 0) @5 faulty")]
    [InlineData("a close frame of one byte", "88 01 AA", "WebSocket 0/0/0 (0 0 0 1 0 0 0) faulty stopped")]
    [InlineData("a reserved bit without an extension", "C1 01 41", "WebSocket 1/1/1 (0 1 0 0 0 0 0) @0 faulty")]
    [InlineData("a masked frame of a server", "81 81 01020304 41", "WebSocket 1/1/1 (0 1 0 0 0 0 0) @0 faulty")]
    [InlineData("a length of 16 bits that 7 can tell", "81 7E 0001 41", "WebSocket 1/1/1 (0 1 0 0 0 0 0) @0 faulty")]
    [InlineData("a length of 64 bits that 16 can tell", "81 7F 0000000000000001 41", "WebSocket 1/1/1 (0 1 0 0 0 0 0) @0 faulty")]
    [InlineData("a length with the top bit", "81 7F 8000000000000001 81 01 41", "WebSocket 0/0/0 (0 1 0 0 0 0 0) @0 faulty stopped")]
    [InlineData("a continuation of nothing", "80 01 41 81 01 41", "WebSocket 1/1/1 (1 1 0 0 0 0 0) @3 faulty")]
    [InlineData("a message inside another", "01 01 41 81 02 4142", "WebSocket 1/2/2 (0 2 0 0 0 0 0) @0 @3 faulty")]
    public void A_faulty_frame_is_told_and_passed_over_by_its_length(string what, string hex, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Tallied.OfEveryCut(() => Tallied.Rent(ContentFraming.WebSocket), FromHex(hex)));
    }

    [Theory]
    [InlineData("81 81 01020304 41", false)]
    [InlineData("81 01 41", true)]
    public void Frames_of_a_client_must_be_masked(string hex, bool isFaulty)
    {
        FramedTally tally = Tallied.Rent(ContentFraming.WebSocket, isClient: true);
        Assert.StartsWith("WebSocket 1/1/1", Tallied.Of(tally, [FromHex(hex)]), StringComparison.Ordinal);
        Assert.Equal(isFaulty, tally.IsFaulty);
    }

    [Fact]
    public void Reserved_bits_are_no_fault_where_an_extension_was_agreed()
    {
        FramedTally tally = Tallied.Rent(ContentFraming.WebSocket, hasExtensions: true);
        Assert.Equal("WebSocket 1/1/1 (0 1 0 0 0 0 0) @0", Tallied.Of(tally, [FromHex("C1 01 41")]));
    }

    [Fact]
    public void Any_frames_cut_anyhow_are_counted_as_they_were_sent() =>
        Gen.Select(Gen.Select(Gen.Int[0, 9], Gen.Int[0, 70_000]).Array[0, 12], Gen.Int[1, 9000], Gen.Bool).Sample((frames, size, isClient) =>
        {
            (byte[] content, int messages, long bytes) = Write(frames, new WebSocketSide(isClient));
            FramedTally tally = Tallied.Rent(ContentFraming.WebSocket, isClient);
            Assert.StartsWith($"WebSocket {messages}/{bytes}/", Tallied.Of(tally, content.Chunk(size), kept: 0), StringComparison.Ordinal);
            Assert.False(tally.IsFaulty);
        }, iter: 200);

    [Theory]
    [InlineData(2, 2, "WebSocket 2/4/3 (0 2 0 0 0 0 0) @0")]
    [InlineData(2, 3, "WebSocket 2/4/3 (0 2 0 0 0 0 0) @0")]
    [InlineData(2, 4, "WebSocket 0/0/0 (0 1 0 0 0 0 0) @0 stopped")]
    [InlineData(1, 1, "WebSocket 0/0/0 @0 stopped")]
    [InlineData(5, 1, "WebSocket 1/3/3 (0 1 0 0 0 0 0) @0 stopped")]
    public void A_loss_inside_a_payload_is_passed_over_and_any_other_stops_the_counting(int at, int lost, string expected)
    {
        byte[] content = FromHex("81 03 414243 81 01 41");
        FramedTally tally = Tallied.Rent(ContentFraming.WebSocket);
        tally.Take(content.AsSpan(0, at), 0, at, 1);
        tally.Lose(lost);
        tally.Take(content.AsSpan(at + lost), at, 0, 2);

        Assert.Equal(expected, Tallied.TextOf(tally));
    }

    /// <summary>Messages of one frame, of two with a ping between, and pongs, by the number of each.</summary>
    private static (byte[] Content, int Messages, long Bytes) Write((int Kind, int Size)[] frames, WebSocketSide side)
    {
        List<byte> content = [];
        (int messages, long bytes) = (0, 0);
        foreach ((int kind, int size) in frames)
        {
            byte[] payload = new byte[kind < 2 ? size % 126 : size];
            content.AddRange(kind switch
            {
                < 2 => side.Frame(0x8A, payload),
                < 6 => side.Frame((byte)(kind < 4 ? 0x81 : 0x82), payload),
                _ => [.. side.Frame(0x02, payload), .. side.Frame(0x89, []), .. side.Frame(0x80, payload)],
            });
            messages += kind < 2 ? 0 : 1;
            bytes += kind < 2 ? 0 : kind < 6 ? payload.Length : 2 * payload.Length;
        }

        return ([.. content], messages, bytes);
    }

    private static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
