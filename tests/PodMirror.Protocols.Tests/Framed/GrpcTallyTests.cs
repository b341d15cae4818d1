using System.Text;
using CsCheck;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Framed;

public sealed class GrpcTallyTests
{
    [Theory]
    [InlineData("", "Grpc 0/0/0")]
    [InlineData("00 00000000", "Grpc 1/0/0 @0")]
    [InlineData("00 00000002 AABB", "Grpc 1/2/2 @0")]
    [InlineData("01 00000002 AABB 00 00000003 AABBCC", "Grpc 2/5/3 @0 @7")]
    [InlineData("00 00000002 AA", "Grpc 0/0/0 @0")]
    [InlineData("00 000000", "Grpc 0/0/0 @0")]
    [InlineData("00 00000001 AA 80 00000004 AABBCCDD", "Grpc 1/1/1 @0")]
    [InlineData("81 00000001 AA 00 00000000", "Grpc 1/0/0 @6")]
    [InlineData("00 FFFFFFFF AABBCC", "Grpc 0/0/0 @0")]
    [InlineData("00 00000001 AA 02 00000001 AA 00 00000000", "Grpc 1/1/1 @0 faulty stopped")]
    [InlineData("7B 227D", "Grpc 0/0/0 faulty stopped")]
    public void Messages_are_counted_however_they_are_cut(string hex, string expected) =>
        Assert.Equal(expected, Tallied.OfEveryCut(() => Tallied.Rent(ContentFraming.Grpc), FromHex(hex)));

    [Theory]
    [InlineData("AAAAAAA=", "GrpcWebText 1/0/0 @0")]
    [InlineData("AAAAAAKquw==", "GrpcWebText 1/2/2 @0")]
    [InlineData("AAAAAAKquw==AAAAAAOqu8w=", "GrpcWebText 2/5/3 @0 @12")]
    [InlineData("AAAAAAKquwAAAAADqrvM", "GrpcWebText 2/5/3 @0 @9")]
    [InlineData("AAAAAAKquw==gAAAAAA=", "GrpcWebText 1/2/2 @0")]
    [InlineData("AAAA=AAA", "GrpcWebText 0/0/0 @0 faulty stopped")]
    [InlineData("AAAAAA=A", "GrpcWebText 0/0/0 @0 faulty stopped")]
    [InlineData("AAAA AAA", "GrpcWebText 0/0/0 @0 faulty stopped")]
    [InlineData("AAAAAAKquw", "GrpcWebText 1/2/2 @0")]
    [InlineData("=", "GrpcWebText 0/0/0 faulty stopped")]
    [InlineData("Agaa", "GrpcWebText 0/0/0 faulty stopped")]
    public void Messages_in_base64_are_counted_however_they_are_cut(string text, string expected) =>
        Assert.Equal(expected, Tallied.OfEveryCut(() => Tallied.Rent(ContentFraming.GrpcWebText), Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Any_messages_cut_anyhow_are_counted_as_they_were_sent_and_in_base64_as_in_bytes() =>
        Gen.Select(Gen.Byte.Array[0, 600].Array[0, 40], Gen.Int[1, 50], Gen.Int[0, 3000]).Sample((messages, size, kept) =>
        {
            byte[] content = [.. messages.SelectMany(Framed)];
            string counts = $"{messages.Length}/{messages.Sum(message => message.Length)}/{messages.Max(message => (int?)message.Length) ?? 0}";
            string marks = MarksOf(messages, kept);
            Assert.Equal($"Grpc {counts}{marks}", Tallied.Of(Tallied.Rent(ContentFraming.Grpc), content.Chunk(size), kept));

            string text = string.Concat(messages.Select(message => Convert.ToBase64String(Framed(message))));
            string inText = Tallied.Of(Tallied.Rent(ContentFraming.GrpcWebText), Encoding.ASCII.GetBytes(text).Chunk(size), kept: 0);
            Assert.Equal($"GrpcWebText {counts}", inText);
        });

    [Theory]
    [InlineData(8, 1, "Grpc 2/12/10 @0")]
    [InlineData(8, 7, "Grpc 2/12/10 @0")]
    [InlineData(8, 8, "Grpc 0/0/0 @0 stopped")]
    [InlineData(3, 1, "Grpc 0/0/0 @0 stopped")]
    [InlineData(0, 1, "Grpc 0/0/0 stopped")]
    [InlineData(15, 1, "Grpc 1/10/10 @0 stopped")]
    public void A_loss_inside_a_message_is_passed_over_and_any_other_stops_the_counting(int at, int lost, string expected)
    {
        byte[] content = [.. Framed(new byte[10]), .. Framed(new byte[2])];
        FramedTally tally = Tallied.Rent(ContentFraming.Grpc);
        tally.Take(content.AsSpan(0, at), 0, at, 1);
        tally.Lose(lost);
        tally.Take(content.AsSpan(at + lost), at, 0, 2);

        Assert.Equal(expected, Tallied.TextOf(tally));
    }

    [Fact]
    public void A_mark_tells_when_the_first_byte_came()
    {
        FramedTally tally = Tallied.Rent(ContentFraming.GrpcWebText);
        tally.Take("AAAAAAKqu"u8, 0, 9, 100);
        tally.Take("wAAAAADqrvM"u8, 9, 11, 200);

        var marks = new FramedMarks(tally.Marks);
        Assert.Equal((0u, 100L, 9u, 200L), (marks.OffsetOf(0), marks.TimestampNsOf(0), marks.OffsetOf(1), marks.TimestampNsOf(1)));
    }

    private static byte[] Framed(byte[] message) => [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static string MarksOf(byte[][] messages, int kept)
    {
        int at = 0;
        string marks = "";
        foreach (byte[] message in messages.Take(FramedMarks.MaxCount))
        {
            marks += at < kept ? $" @{at}" : "";
            at += 5 + message.Length;
        }

        return marks;
    }

    private static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
