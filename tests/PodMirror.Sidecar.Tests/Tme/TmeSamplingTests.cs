using System.Net.Sockets;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class TmeSamplingTests
{
    [Theory]
    [InlineData("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00\r\n")]
    [InlineData("b3: 0\r\n")]
    public void With_respect_for_sampled_what_is_not_recorded_is_dropped_counted_and_acknowledged(string unsampled)
    {
        const string Sampled = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender, respectsSampled: true);
        using Socket mirror = rig.Connect();
        for (uint i = 0; i < 30; i++)
        {
            mirror.Send(TmeRig.Exchange(i, fields: (i % 3) switch { 0 => unsampled, 1 => Sampled, _ => "" }));
        }

        TmeRig.AwaitAcknowledged(mirror, 30);

        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 20);
        Assert.Equal(30, ledger[TmeCounter.ExchangesReceived]);
        Assert.Equal(10, ledger[TmeCounter.ExchangesDroppedUnsampled]);
        Assert.Equal(0, ledger[TmeCounter.ExchangesPending]);
    }

    [Fact]
    public void What_is_not_of_the_share_is_dropped_counted_and_acknowledged()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender, sampling: new SamplingRules { Share = 0.5 });
        using Socket mirror = rig.Connect();
        string[] ids = ["4bf92f3577b34da6a37fffffffffffff", "4bf92f3577b34da6a380000000000000"];
        for (uint i = 0; i < 30; i++)
        {
            mirror.Send(TmeRig.Exchange(i, fields: $"traceparent: 00-{ids[i % 2]}-00f067aa0ba902b7-01\r\n"));
        }

        TmeRig.AwaitAcknowledged(mirror, 30);

        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 15);
        Assert.Equal(15, ledger[TmeCounter.ExchangesDroppedSampling]);
        Assert.Equal(0, ledger[TmeCounter.ExchangesDroppedUnsampled]);
    }

    [Fact]
    public void By_default_what_is_not_recorded_is_exported_like_any_other()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0, fields: "b3: 0\r\n"));

        TmeRig.AwaitAcknowledged(mirror, 1);

        Assert.Equal(0, rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 1)[TmeCounter.ExchangesDroppedUnsampled]);
    }
}
