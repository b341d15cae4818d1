using System.Buffers;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.Tests.OpenApi;

namespace PodMirror.Catalog.Tests.Fuzz;

/// <summary>A remembered drift of any bytes: refused with a word, or one that is saved to the same bytes.</summary>
internal static class DriftFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!DriftMemory.TryLoad(input, out DriftMemory? memory, out string? fault))
        {
            if (string.IsNullOrEmpty(fault))
            {
                throw new NotSupportedException("refused without a word");
            }

            return;
        }

        var saved = new ArrayBufferWriter<byte>();
        memory.Save(saved);
        if (!DriftMemory.TryLoad(saved.WrittenSpan, out _, out string? refused))
        {
            throw new NotSupportedException(refused);
        }
    }

    public static IEnumerable<byte[]> Seeds() => [Saved(DriftMemory.Empty), Saved(DriftTests.Remembered())];

    private static byte[] Saved(DriftMemory memory)
    {
        var into = new ArrayBufferWriter<byte>();
        memory.Save(into);
        return into.WrittenSpan.ToArray();
    }
}
