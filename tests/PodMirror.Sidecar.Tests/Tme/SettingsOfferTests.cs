using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class SettingsOfferTests
{
    [Fact]
    public void A_mirror_gets_the_settings_when_it_connects_and_whenever_they_change_and_the_next_one_gets_the_last()
    {
        using var rig = new TmeRig(new FakeSender());
        rig.Offer.Set(new CaptureSettings { Version = 1 });
        using (Socket first = rig.Connect())
        {
            Assert.Equal(1, Read(first).Version);
            rig.Offer.Set(new CaptureSettings { Version = 2, Ports = [80] });
            CaptureSettings second = Read(first);
            Assert.Equal(2, second.Version);
            Assert.Equal([80], second.Ports);
        }

        using Socket next = rig.Connect();
        Assert.Equal(2, Read(next).Version);
    }

    [Fact]
    public void While_nothing_is_known_nothing_is_said()
    {
        using var rig = new TmeRig(new FakeSender());
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0));

        TmeRig.AwaitAcknowledged(mirror, 1);
    }

    private static CaptureSettings Read(Socket mirror)
    {
        byte[] bytes = new byte[CaptureSettingsRecord.MaxBytes];
        int held = 0;
        RecordKind kind;
        int consumed;
        while (RecordFormat.TryRead(bytes.AsSpan(0, held), out kind, out _, out consumed) == RecordStatus.NeedMore)
        {
            int read = mirror.Receive(bytes.AsSpan(held));
            Assert.NotEqual(0, read);
            held += read;
        }

        Assert.Equal((RecordKind.Settings, held), (kind, consumed));
        return CaptureSettingsRecord.TryRead(bytes.AsSpan(RecordFormat.HeaderBytes, held - RecordFormat.HeaderBytes))!;
    }
}
