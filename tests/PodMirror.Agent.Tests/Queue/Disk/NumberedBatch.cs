using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A batch that a test sent: its number makes its bytes, so that what is delivered is known for what it is, or for damaged.</summary>
internal sealed class NumberedBatch(int number, int length, int spans, Task<AppendVerdict> verdict)
{
    private const int HeadBytes = 8;

    public int Number => number;

    public int Spans => spans;

    public Task<AppendVerdict> Verdict => verdict;

    public bool IsDurable => verdict is { IsCompletedSuccessfully: true, Result: AppendVerdict.Durable };

    /// <summary>True unless its sender was told that the queue is full or closed: nobody may ever see it then.</summary>
    public bool MayBeThere => !verdict.IsCompletedSuccessfully || verdict.Result is AppendVerdict.Durable or AppendVerdict.Unwritable;

    public byte[] Bytes => Make(number, length);

    public static byte[] Make(int number, int length)
    {
        byte[] bytes = new byte[HeadBytes + length];
        ulong state = (ulong)number;
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan()))
        {
            // SplitMix64: noise that does not compress, and quick to make.
            ulong mixed = (state += 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
            word = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int)), length);
        return bytes;
    }

    /// <summary>The number of what was delivered; fails when it is not what was sent, to the last byte.</summary>
    public static int NumberOf(ReadOnlySpan<byte> delivered)
    {
        int number = BinaryPrimitives.ReadInt32LittleEndian(delivered);
        int length = BinaryPrimitives.ReadInt32LittleEndian(delivered[sizeof(int)..]);
        Assert.True(delivered.SequenceEqual(Make(number, length)), $"batch {number} is not what was sent");
        return number;
    }
}
