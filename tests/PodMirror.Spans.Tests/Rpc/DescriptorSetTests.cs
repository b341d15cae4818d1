using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class DescriptorSetTests
{
    [Fact]
    public void A_set_tells_what_it_describes_and_what_it_lacks()
    {
        DescriptorSet set = TestDescriptors.Read(TestDescriptors.OfShop);

        Assert.Equal(1, set.Methods);
        Assert.Equal("elsewhere.Thing", set.MissingType);
        Assert.Equal("shop.v1.Order", set.FindMethod("shop.v1.Shop/Place"u8)?.Input?.FullName);
        Assert.Equal(WellKnownType.Struct, set.FindMethod("shop.v1.Shop/Place"u8)?.Output?.WellKnown);
        Assert.Null(set.FindMethod("shop.v1.Shop/Pay"u8));
        Assert.Null(TestDescriptors.Read(TestDescriptors.OfGoogle).MissingType);
    }

    [Theory]
    [InlineData("", "no message and no service in it: it is no FileDescriptorSet")]
    [InlineData("7b7d", "the set is malformed at its byte 1: TagInvalid")]
    [InlineData("0a04120a0a", "the set is malformed at its byte 2: Truncated")]
    [InlineData("0a0422021200", "a message has no name")]
    [InlineData("0a0a2208" + "0a0141" + "12030a0162", "the field b of A has the number 0 and the type 0")]
    public void What_is_no_set_is_a_fault_with_its_reason(string bytes, string reason)
    {
        Assert.Null(DescriptorSet.TryRead(Convert.FromHexString(bytes), out string? fault));
        Assert.Equal(reason, fault);
    }

    [Fact]
    public void Messages_nested_too_deep_are_a_fault()
    {
        byte[] message = [];
        for (int i = 0; i < 10_000; i++)
        {
            message = new Proto().Text(1, "A").Bytes(3, message).ToBytes();
        }

        Assert.Null(DescriptorSet.TryRead(new Proto().Message(1, new Proto().Bytes(4, message)).ToBytes(), out string? fault));
        Assert.Equal("messages are nested more than 100 deep", fault);
    }

    [Fact]
    public void Every_prefix_is_a_set_or_a_fault()
    {
        byte[] set = TestDescriptors.OfShop;
        for (int length = 0; length < set.Length; length++)
        {
            Assert.NotEqual(DescriptorSet.TryRead(set.AsSpan(0, length), out string? fault) is null, fault is null);
        }
    }

    [Fact]
    public void Random_bytes_are_a_set_or_a_fault() => Check.Sample(Gen.Byte.Array, static bytes =>
        Assert.NotEqual(DescriptorSet.TryRead(bytes, out string? fault) is null, fault is null));
}
