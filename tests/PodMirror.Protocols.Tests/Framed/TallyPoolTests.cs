using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Framed;

public sealed class TallyPoolTests
{
    [Fact]
    public void A_tally_counts_for_the_memory_of_messages_as_long_as_its_message_does()
    {
        var pool = new MessagePool(new PipelineOptions(), new MirrorLedger());
        Message message = pool.Rent();
        pool.CountMessages(message, ContentFraming.Grpc);
        pool.CountFrames(message, isClient: true, hasExtensions: false);
        Assert.Equal((FramedTally.AccountedBytes, ContentFraming.WebSocket), (pool.Buffers.RentedBytes, message.Tally!.Framing));

        pool.Return(message);
        Assert.Equal((0L, null), (pool.Buffers.RentedBytes, message.Tally));
    }

    [Fact]
    public void A_message_without_memory_is_not_counted()
    {
        var pool = new MessagePool(new PipelineOptions(), new MirrorLedger());
        Message message = pool.Rent();
        message.WithoutMemory = true;
        pool.CountMessages(message, ContentFraming.Grpc);

        Assert.Equal((0L, null), (pool.Buffers.RentedBytes, message.Tally));
    }

    [Theory]
    [InlineData(ContentFraming.Grpc, "00 00000002 41")]
    [InlineData(ContentFraming.GrpcWebText, "4141")]
    [InlineData(ContentFraming.EventStream, "EFBB")]
    [InlineData(ContentFraming.EventStream, "6461746161")]
    [InlineData(ContentFraming.EventStream, "646174613A410D")]
    [InlineData(ContentFraming.WebSocket, "01 01 41 81 7E")]
    public void A_tally_that_is_used_again_knows_nothing_of_before(ContentFraming framing, string before)
    {
        var pool = new TallyPool(new MirrorLedger());
        FramedTally tally = pool.Rent(framing);
        byte[] bytes = Convert.FromHexString(before.Replace(" ", "", StringComparison.Ordinal));
        tally.Take(bytes, 0, bytes.Length, 1);
        tally.Stop();
        pool.Return(tally);

        Assert.Same(tally, pool.Rent(framing));
        byte[] whole = framing switch
        {
            ContentFraming.Grpc => [0, 0, 0, 0, 0],
            ContentFraming.GrpcWebText => "AAAAAAA="u8.ToArray(),
            ContentFraming.EventStream => "\ndata\n\n"u8.ToArray(),
            _ => [0x81, 0],
        };
        Assert.EndsWith(framing == ContentFraming.EventStream ? "1/0/0 @1" : " @0", Tallied.Of(tally, [whole]), StringComparison.Ordinal);
        Assert.Equal((1ul, 0ul, false), (tally.Content.Messages, tally.Content.MessageBytes, tally.IsFaulty));
    }
}
