namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Any bytes are a set of descriptors, which then works, or a fault.</summary>
public static class DescriptorSetFuzz
{
    private static readonly byte[] Message = new Proto().Text(1, "A1").Varint(2, 1).Message(13, new Proto().Text(1, "in")).ToBytes();

    /// <summary>Takes the input as the file.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        DescriptorSet? set = DescriptorSet.TryRead(input, out string? fault);
        Assert.NotEqual(set is null, fault is null);
        if (set?.FindMessage("shop.v1.Order"u8) is { } type)
        {
            Proto.Json(Message, type, set);
        }
    }

    /// <summary>A set with something of each kind.</summary>
    public static IEnumerable<byte[]> Seeds() => [TestDescriptors.OfShop];
}
