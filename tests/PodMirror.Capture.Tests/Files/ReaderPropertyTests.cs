using CsCheck;
using PodMirror.Capture.Tests.Fuzz;
using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

/// <summary>What holds for any bytes at all; the invariants themselves are in <see cref="CaptureFileFuzz"/>.</summary>
public sealed class ReaderPropertyTests
{
    private static readonly uint[] Magics = [PcapWriter.Microseconds, PcapWriter.Nanoseconds, PcapWriter.Modified];

    [Fact]
    public void Random_bytes_are_read_to_an_end() =>
        Gen.Byte.Array[0, 300].Sample(bytes => CaptureFileFuzz.Run(bytes), iter: 1000);

    [Fact]
    public void Damaged_files_are_read_to_an_end()
    {
        byte[][] samples = [.. CaptureFileFuzz.Seeds()];
        Gen.Select(Gen.Int[0, samples.Length - 1].Select(i => samples[i]), Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[1, 8]).Sample(
            (sample, changes) =>
            {
                byte[] damaged = [.. sample];
                foreach ((int at, byte value) in changes)
                {
                    damaged[at % damaged.Length] = value;
                }

                CaptureFileFuzz.Run(damaged);
            },
            iter: 3000);
    }

    [Fact]
    public void What_is_written_is_what_is_read_in_every_format_and_byte_order()
    {
        Gen<(byte[] Bytes, int More, uint Micros)[]> frames = Gen.Select(Gen.Byte.Array[0, 120], Gen.Int[0, 50], Gen.UInt).Array[0, 20];
        Gen.Select(frames, Gen.Bool, Gen.Int[0, 2].Select(i => Magics[i])).Sample(
            (written, bigEndian, magic) =>
            {
                var pcap = new PcapWriter(1, magic, bigEndian);
                PcapngWriter pcapng = new PcapngWriter().Section(bigEndian).Interface(1);
                foreach ((byte[] bytes, int more, uint micros) in written)
                {
                    pcap.Frame(micros * 1000L, bytes, bytes.Length + more);
                    pcapng.Enhanced(0, micros, bytes, bytes.Length + more);
                }

                IEnumerable<(string, int, long)> expected =
                    written.Select(f => (Convert.ToHexString(f.Bytes), f.Bytes.Length + f.More, f.Micros * 1000L));
                foreach (byte[] file in new[] { pcap.ToArray(), pcapng.ToArray() })
                {
                    ReadFile read = ReadFile.Of(file);
                    Assert.Equal(expected, read.Frames.Select(f => (f.Hex, f.WireBytes, f.TimestampNs)));
                    Assert.Equal(ReadStatus.End, read.Status);
                }
            },
            iter: 200);
    }
}
