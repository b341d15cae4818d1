using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

public sealed class HeldSegmentsTests
{
    [Fact]
    public void What_is_held_reads_as_the_first_bytes_seen_whatever_comes_in_whatever_order()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var ledger = new MirrorLedger();
            var memory = new HeldMemory(1 << 20, ledger);
            HeldSegments held = default;
            var model = new byte?[300];
            uint origin = uint.MaxValue - 150;
            long given = 0;
            for (int i = 0; i < 40; i++)
            {
                int start = random.Next(250);
                byte[] bytes = new byte[1 + random.Next(49)];
                Array.Fill(bytes, (byte)('a' + random.Next(26)));
                given += bytes.Length;
                bool expectConflict = bytes.Where((value, at) => model[start + at] is { } old && old != value).Any();
                for (int at = 0; at < bytes.Length; at++)
                {
                    model[start + at] ??= bytes[at];
                }

                int dropped = held.Insert(bytes, 0, new StreamPosition(0, origin + (uint)start, 0, false), memory, ledger, out bool conflict);

                Assert.Equal(0, dropped);
                Assert.Equal(expectConflict, conflict);
                Assert.Equal(given, ledger[MirrorCounter.BytesHeld] + ledger[MirrorCounter.BytesDuplicate]);
            }

            Assert.Equal(Describe(model), Describe(held, memory, origin));
            Assert.Equal(0, ledger[MirrorCounter.BytesHeld]);
        }
    }

    private static string Describe(byte?[] model) => new([.. model.Select(value => (char)(value ?? (byte)'.'))]);

    private static string Describe(HeldSegments held, HeldMemory memory, uint origin)
    {
        var text = new StringBuilder(new string('.', 300));
        while (held.First is not null)
        {
            HeldSegment first = held.RemoveFirst();
            int start = Sequence.Distance(origin, first.Position.Sequence);
            for (int i = 0; i < first.Bytes; i++)
            {
                Assert.Equal('.', text[start + i]);
                text[start + i] = (char)first.Span[i];
            }

            memory.Release(first);
        }

        return text.ToString();
    }
}
