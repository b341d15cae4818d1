using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests;

/// <summary>A FileDescriptorSet of the service that Wireshark's captures call.</summary>
internal static class PersonDescriptors
{
    /// <summary>A request of repeated names, an answer of name and id, and the method that takes and gives them.</summary>
    public static byte[] Set { get; } = Part(1, [
        .. Part(2, "tutorial"u8),
        .. Part(4, [.. Part(1, "Wanted"u8), .. Part(2, [.. Part(1, "name"u8), 0x18, 1, 0x20, 3, 0x28, 9])]),
        .. Part(4, [
            .. Part(1, "Person"u8), .. Part(2, [.. Part(1, "name"u8), 0x18, 1, 0x28, 9]), .. Part(2, [.. Part(1, "id"u8), 0x18, 2, 0x28, 5])]),
        .. Part(6, [
            .. Part(1, "PersonSearchService"u8),
            .. Part(2, [.. Part(1, "Search"u8), .. Part(2, ".tutorial.Wanted"u8), .. Part(3, ".tutorial.Person"u8)])]),
    ]);

    private static byte[] Part(int field, ReadOnlySpan<byte> value)
    {
        var part = new ByteBuffer(4096);
        ProtoWriter.WriteBytesField(part, field, value);
        return part.Written.ToArray();
    }
}
