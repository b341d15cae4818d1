using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Fuzz;

/// <summary>What tme sends back, as bytes that nobody vouches for: the first byte cuts the rest into receipts.</summary>
public static class TmeRecordReaderFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        int step = 1 + input[0];
        input = input[1..];
        var reader = new TmeRecordReader();
        ulong disposed = 0;
        while (!input.IsEmpty)
        {
            int count = Math.Min(Math.Min(step, input.Length), reader.Room.Length);
            Assert.NotEqual(0, count);
            input[..count].CopyTo(reader.Room);
            if (!reader.TryTake(count))
            {
                return;
            }

            Assert.True(reader.Disposed >= disposed);
            disposed = reader.Disposed;
            if (reader.TakeSettings() is { } settings)
            {
                // What was taken can be handed on, and says the same.
                byte[] record = CaptureSettingsRecord.Write(settings);
                CaptureSettings? again = CaptureSettingsRecord.TryRead(record.AsSpan(RecordFormat.HeaderBytes));
                Assert.Equal(record, CaptureSettingsRecord.Write(again!));
            }

            input = input[count..];
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        byte[] seed = new byte[1 + (2 * RecordFormat.AcknowledgementBytes)];
        seed[0] = 9;
        RecordFormat.WriteAcknowledgement(seed.AsSpan(1), 7);
        RecordFormat.WriteAcknowledgement(seed.AsSpan(1 + RecordFormat.AcknowledgementBytes), 8);
        yield return seed;
        yield return [255, .. CaptureSettingsRecord.Write(CaptureSettings.Empty)];
        yield return
        [
            30,
            .. CaptureSettingsRecord.Write(new CaptureSettings
            {
                Version = 1, Mode = CaptureMode.Egress, Ports = [80, 443], ExcludedPorts = [9090], MaxBodyBytes = 4096, CpuShare = 0.5,
            }),
            .. seed.AsSpan(1),
        ];
    }
}
