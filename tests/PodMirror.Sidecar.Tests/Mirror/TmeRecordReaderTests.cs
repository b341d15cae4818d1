using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class TmeRecordReaderTests
{
    [Fact]
    public void Acknowledgements_are_read_however_they_are_cut()
    {
        byte[] bytes = [.. Acknowledgement(1), .. Unknown(), .. Acknowledgement(5), .. Acknowledgement(5), .. Acknowledgement(700)];
        for (int step = 1; step <= bytes.Length; step++)
        {
            var reader = new TmeRecordReader();
            for (int at = 0; at < bytes.Length; at += step)
            {
                Assert.True(Give(reader, bytes.AsSpan(at, Math.Min(step, bytes.Length - at))));
            }

            Assert.Equal(700ul, reader.Disposed);
        }
    }

    [Fact]
    public void An_acknowledgement_taken_back_is_refused()
    {
        var reader = new TmeRecordReader();
        Assert.False(Give(reader, [.. Acknowledgement(5), .. Acknowledgement(4)]));
    }

    [Fact]
    public void An_acknowledgement_of_another_size_is_refused()
    {
        byte[] bytes = [.. Acknowledgement(5), 0];
        bytes[0]++;
        Assert.False(Give(new TmeRecordReader(), bytes));
    }

    [Fact]
    public void Another_version_is_refused()
    {
        byte[] bytes = Acknowledgement(5);
        bytes[RecordFormat.LengthBytes]++;
        Assert.False(Give(new TmeRecordReader(), bytes));
    }

    [Fact]
    public void A_record_that_no_tme_sends_is_refused_when_it_fills_the_buffer()
    {
        var reader = new TmeRecordReader();
        byte[] bytes = new byte[reader.Room.Length];
        RecordFormat.WriteAcknowledgement(bytes, 1);
        bytes[1] = 0xff;

        Assert.True(Give(reader, bytes.AsSpan(..^1)));
        Assert.False(Give(reader, [0]));
    }

    [Fact]
    public void A_new_connection_begins_at_nothing()
    {
        var reader = new TmeRecordReader();
        Give(reader, [.. Acknowledgement(5), 1, 2, 3]);
        reader.Reset();

        Assert.Equal(0ul, reader.Disposed);
        Assert.True(Give(reader, Acknowledgement(2)));
        Assert.Equal(2ul, reader.Disposed);
    }

    [Fact]
    public void Settings_are_read_however_they_are_cut_and_the_last_good_ones_count()
    {
        byte[] bad = CaptureSettingsRecord.Write(new CaptureSettings { Version = 3 });
        bad[^1] = bad[RecordFormat.HeaderBytes + 20] = 9;
        byte[] bytes = [.. Settings(1), .. Acknowledgement(1), .. Settings(2), .. bad, .. Acknowledgement(2)];
        for (int step = 1; step <= bytes.Length; step++)
        {
            var reader = new TmeRecordReader();
            for (int at = 0; at < bytes.Length; at += step)
            {
                Assert.True(Give(reader, bytes.AsSpan(at, Math.Min(step, bytes.Length - at))));
            }

            Assert.Equal((2ul, 1), (reader.Disposed, reader.SettingsRefused));
            Assert.Equal(2, reader.TakeSettings()!.Version);
            Assert.Null(reader.TakeSettings());
        }
    }

    [Fact]
    public void Settings_stay_when_the_connection_that_brought_them_has_gone()
    {
        var reader = new TmeRecordReader();
        Give(reader, Settings(5));
        reader.Reset();

        Assert.Equal(5, reader.TakeSettings()!.Version);
    }

    private static byte[] Settings(long version) => CaptureSettingsRecord.Write(new CaptureSettings { Version = version, Ports = [80] });

    private static bool Give(TmeRecordReader reader, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(reader.Room);
        return reader.TryTake(bytes.Length);
    }

    private static byte[] Acknowledgement(ulong disposed)
    {
        byte[] bytes = new byte[RecordFormat.AcknowledgementBytes];
        RecordFormat.WriteAcknowledgement(bytes, disposed);
        return bytes;
    }

    /// <summary>A record of a kind that a later version may send.</summary>
    private static byte[] Unknown()
    {
        byte[] bytes = Acknowledgement(0);
        bytes[RecordFormat.LengthBytes + 1] = 200;
        return bytes;
    }
}
