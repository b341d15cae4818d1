using System.Buffers.Binary;

namespace PodMirror.Exchange.Tests;

public sealed class CaptureSettingsRecordTests
{
    private static readonly CaptureSettings Whole = new()
    {
        Version = 0xffff_ffff_ffff,
        Mode = CaptureMode.IngressAndEgress,
        Ports = [80, 8080],
        ExcludedPorts = [65535],
        MaxBodyBytes = CaptureSettings.MaxBodyBytesLimit,
        CpuShare = 0.7,
    };

    [Fact]
    public void What_is_written_is_read()
    {
        ushort[] most = [.. Enumerable.Range(1, CaptureSettings.MaxPorts).Select(port => (ushort)port)];
        CaptureSettings[] all =
        [
            CaptureSettings.Empty, Whole, Whole with { Ports = [], ExcludedPorts = null }, Whole with { Ports = null, ExcludedPorts = [] },
            new() { Mode = CaptureMode.Egress }, new() { MaxBodyBytes = 0 }, new() { CpuShare = 0 }, new() { Ports = most, ExcludedPorts = most },
        ];
        foreach (CaptureSettings settings in all)
        {
            byte[] record = CaptureSettingsRecord.Write(settings);
            Assert.InRange(record.Length, 1, CaptureSettingsRecord.MaxBytes);
            Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(record, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed));
            Assert.Equal((RecordKind.Settings, record.Length), (kind, consumed));

            CaptureSettings? read = CaptureSettingsRecord.TryRead(body);
            Assert.NotNull(read);
            Assert.Equal(settings with { Ports = null, ExcludedPorts = null }, read with { Ports = null, ExcludedPorts = null });
            Assert.Equal(settings.Ports, read.Ports);
            Assert.Equal(settings.ExcludedPorts, read.ExcludedPorts);
        }
    }

    [Fact]
    public void No_part_of_a_record_and_no_record_with_more_behind_it_is_one()
    {
        byte[] body = Body(Whole);
        for (int length = 0; length < body.Length; length++)
        {
            Assert.Null(CaptureSettingsRecord.TryRead(body.AsSpan(0, length)));
        }

        Assert.Null(CaptureSettingsRecord.TryRead([.. body, 0]));
        Assert.Null(CaptureSettingsRecord.TryRead([.. body, 0, 0]));
    }

    [Theory]
    [InlineData(7, 0x80)]
    [InlineData(15, 0x7f)]
    [InlineData(19, 0x7f)]
    [InlineData(19, 0x80)]
    [InlineData(20, 4)]
    [InlineData(21, 3)]
    [InlineData(21, 65)]
    [InlineData(21, 254)]
    [InlineData(22, 0)]
    [InlineData(22, 255)]
    public void A_value_that_cannot_be_makes_the_whole_record_bad(int offset, byte value)
    {
        byte[] body = Body(Whole);
        body[offset] = value;
        Assert.Null(CaptureSettingsRecord.TryRead(body));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.5)]
    [InlineData(0.05)]
    [InlineData(1.01)]
    public void A_share_that_is_none_makes_the_whole_record_bad(double share)
    {
        byte[] body = Body(Whole);
        BinaryPrimitives.WriteDoubleLittleEndian(body.AsSpan(8), share);
        Assert.Null(CaptureSettingsRecord.TryRead(body));
    }

    [Fact]
    public void Port_0_makes_the_whole_record_bad()
    {
        byte[] body = Body(Whole);
        body[^1] = body[^2] = 0;
        Assert.Null(CaptureSettingsRecord.TryRead(body));
    }

    [Fact]
    public void Each_member_of_a_narrower_scope_wins_by_itself()
    {
        CaptureSettings inside = new CaptureSettings { Mode = CaptureMode.Ingress, Ports = [] }.Inside(Whole);

        Assert.Equal(CaptureMode.Ingress, inside.Mode);
        Assert.Empty(inside.Ports!);
        Assert.Equal(Whole.ExcludedPorts, inside.ExcludedPorts);
        Assert.Equal((Whole.MaxBodyBytes, Whole.CpuShare), (inside.MaxBodyBytes, inside.CpuShare));
    }

    private static byte[] Body(CaptureSettings settings) => CaptureSettingsRecord.Write(settings)[RecordFormat.HeaderBytes..];
}
