using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace PodMirror.Fuzz;

/// <summary>
/// Which branches an input took, and how often, as the instrumented code marks them: a byte for each hash of two places that followed
/// each other. An input is worth keeping when it sets a pair, or a magnitude of its count, that none before it did.
/// </summary>
internal sealed unsafe class CoverageMap
{
    // The size that SharpFuzz's marks are hashed into.
    private const int Size = 1 << 16;

    private readonly byte* _marks;
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Points the instrumented code to a map of its own. One a process: the pointer is a static of SharpFuzz.</summary>
    public CoverageMap()
    {
        _marks = (byte*)NativeMemory.AllocZeroed(Size);
        Trace.SharedMem = _marks;
    }

    /// <summary>How many pairs of places were seen in that order.</summary>
    public int Edges { get; private set; }

    /// <summary>Forgets the marks of the input before.</summary>
    public void Clear()
    {
        new Span<byte>(_marks, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds the marks of the input that ran since <see cref="Clear"/>; true when something about them is new.</summary>
    public bool Merge()
    {
        bool isNew = false;
        var marks = new ReadOnlySpan<byte>(_marks, Size);
        for (int i = 0; i < Size; i++)
        {
            // Few places are marked by any one input; whole stretches without a mark are jumped over.
            int step = marks[i..].IndexOfAnyExcept((byte)0);
            if (step < 0)
            {
                break;
            }

            i += step;
            byte magnitude = Magnitude(marks[i]);
            if ((_seen[i] & magnitude) == 0)
            {
                Edges += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= magnitude;
                isNew = true;
            }
        }

        return isNew;
    }

    // 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, 128 and more: the steps that AFL found to be of use.
    private static byte Magnitude(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        <= 7 => 8,
        <= 15 => 16,
        <= 31 => 32,
        <= 127 => 64,
        _ => 128,
    };
}
