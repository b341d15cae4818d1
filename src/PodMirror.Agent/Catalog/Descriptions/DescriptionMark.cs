using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>By what a description is known again when its text is not at hand.</summary>
/// <param name="Hash">The first bytes of the SHA-256 of its text.</param>
/// <param name="Bytes">How long the text is.</param>
internal readonly record struct DescriptionMark(ulong Hash, int Bytes)
{
    /// <summary>Of a text.</summary>
    public static DescriptionMark Of(ReadOnlySpan<byte> text) => new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text)), text.Length);
}
