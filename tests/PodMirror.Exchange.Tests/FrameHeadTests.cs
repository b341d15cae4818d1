namespace PodMirror.Exchange.Tests;

public sealed class FrameHeadTests
{
    [Theory]
    [InlineData(0x81, 0x05, FrameOpcode.Text, 5, 0, 2)]
    [InlineData(0x01, 0x85, FrameOpcode.Text, 5, 0, 6)]
    [InlineData(0x82, 0x7d, FrameOpcode.Binary, 125, 0, 2)]
    [InlineData(0x82, 0x7e, FrameOpcode.Binary, 126, 2, 4)]
    [InlineData(0x82, 0xfe, FrameOpcode.Binary, 126, 2, 8)]
    [InlineData(0x80, 0x7f, FrameOpcode.Continuation, 127, 8, 10)]
    [InlineData(0x00, 0xff, FrameOpcode.Continuation, 127, 8, 14)]
    [InlineData(0x88, 0x00, FrameOpcode.Close, 0, 0, 2)]
    [InlineData(0x89, 0x80, FrameOpcode.Ping, 0, 0, 6)]
    [InlineData(0x8a, 0x00, FrameOpcode.Pong, 0, 0, 2)]
    [InlineData(0x83, 0x00, FrameOpcode.Unknown, 0, 0, 2)]
    public void Two_bytes_tell_all_that_stand_before_the_payload(
        byte first, byte second, FrameOpcode opcode, int shortLength, int extendedBytes, int headBytes)
    {
        var head = new FrameHead(first, second);

        Assert.Equal(opcode, head.Opcode);
        Assert.Equal(opcode is FrameOpcode.Close or FrameOpcode.Ping or FrameOpcode.Pong, head.IsControl);
        Assert.Equal(first >= 0x80, head.IsFinal);
        Assert.Equal(second >= 0x80, head.IsMasked);
        Assert.Equal(shortLength, head.ShortLength);
        Assert.Equal(extendedBytes, head.ExtendedBytes);
        Assert.Equal(headBytes, head.HeadBytes);
    }

    [Theory]
    [InlineData(0x81, false, false)]
    [InlineData(0xc1, true, false)]
    [InlineData(0xa1, false, true)]
    [InlineData(0x91, false, true)]
    [InlineData(0xf1, true, true)]
    public void Reserved_bits_are_told_apart(byte first, bool isCompressed, bool isReserved)
    {
        var head = new FrameHead(first, 0);

        Assert.Equal(isCompressed, head.IsCompressed);
        Assert.Equal(isReserved, head.IsReserved);
    }
}
