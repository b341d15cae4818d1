using System.Text;
using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Framed;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// Contents that are cut into messages, under arbitrary bytes: the first byte says of which framing, the second how much is kept. However the bytes
/// are cut, the same is counted; and no more is counted than there is, also after a loss.
/// </summary>
internal static class FramedContentFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
        {
            return;
        }

        var framing = (ContentFraming)(1 + (input[0] & 3));
        (bool isClient, bool hasExtensions, int kept) = ((input[0] & 4) != 0, (input[0] & 8) != 0, input[1] * 4);
        byte[] content = input[2..].ToArray();
        FramedTally whole = Tallied.Rent(framing, isClient, hasExtensions);
        string counts = Tallied.Of(whole, [content], kept);
        foreach (int size in (int[])[1, 3, 64])
        {
            Assert.Equal(counts, Tallied.Of(Tallied.Rent(framing, isClient, hasExtensions), content.Chunk(size), kept));
        }

        FramedContent counted = whole.Content;
        Assert.True(counted.MessageBytes <= (ulong)content.Length && counted.LargestMessageBytes <= counted.MessageBytes);
        Assert.True(new FramedMarks(whole.Marks).Count <= FramedMarks.MaxCount);
        LoseFrom(Tallied.Rent(framing, isClient, hasExtensions), content, counted);
    }

    public static IEnumerable<byte[]> Seeds()
    {
        yield return [0, 9, 0, 0, 0, 0, 2, 1, 2, 1, 0, 0, 0, 1, 7, 0x80, 0, 0, 0, 0];
        yield return [1, 9, .. Encoding.ASCII.GetBytes("AAAAAAKquw==AAAAAAOqu8w=")];
        yield return [2, 9, .. Encoding.UTF8.GetBytes("\uFEFFid: 1\ndata: one\rdata: two\r\n\r\n: x\n\ndata\n\n")];
        yield return [3, 9, 0x01, 1, 65, 0x89, 0, 0x80, 1, 66, 0x82, 126, 0, 200, .. new byte[200], 0x88, 0];
        yield return [7, 9, 0x81, 0x81, 1, 2, 3, 4, 5, 0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 9];
    }

    private static void LoseFrom(FramedTally tally, byte[] content, in FramedContent counted)
    {
        int first = content.Length / 3;
        int lost = content.Length / 5;
        tally.Take(content.AsSpan(0, first), 0, first, 1);
        tally.Lose(lost);
        tally.Take(content.AsSpan(first + lost), first, 0, 2);
        Assert.True(tally.Content.Messages <= counted.Messages);
    }
}
