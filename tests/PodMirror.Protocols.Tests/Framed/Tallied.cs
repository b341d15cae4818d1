using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Framed;

/// <summary>A content as a tally counts it.</summary>
internal static class Tallied
{
    public static FramedTally Rent(ContentFraming framing, bool isClient = false, bool hasExtensions = false)
    {
        FramedTally tally = new TallyPool(new MirrorLedger()).Rent(framing);
        if (tally is WebSocketTally frames)
        {
            (frames.IsClient, frames.HasExtensions) = (isClient, hasExtensions);
        }

        return tally;
    }

    /// <summary>Counts pieces one after the other, of which so many bytes are kept.</summary>
    public static string Of(FramedTally tally, IEnumerable<byte[]> pieces, int kept = int.MaxValue)
    {
        int before = 0;
        long nowNs = 0;
        foreach (byte[] piece in pieces)
        {
            int now = Math.Min(piece.Length, kept - before);
            tally.Take(piece, before, now, ++nowNs);
            before += now;
        }

        return TextOf(tally);
    }

    /// <summary>Counts a content, and asserts that no cut of it into two, three or single bytes counts otherwise.</summary>
    public static string OfEveryCut(Func<FramedTally> rent, byte[] content, int kept = int.MaxValue)
    {
        string whole = Of(rent(), [content], kept);
        Assert.Equal(whole, Of(rent(), content.Select(value => (byte[])[value]), kept));
        for (int first = 0; first <= content.Length; first++)
        {
            int second = first + ((content.Length - first) / 2);
            Assert.Equal(whole, Of(rent(), [content[..first], content[first..second], content[second..]], kept));
        }

        return whole;
    }

    public static string TextOf(FramedTally tally) =>
        FramedText.Of(tally.Content, tally.Marks) + (tally.IsFaulty ? " faulty" : "") + (tally.IsStopped ? " stopped" : "");
}
