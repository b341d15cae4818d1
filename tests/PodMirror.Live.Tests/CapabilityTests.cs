using PodMirror.Capture;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

public sealed class CapabilityTests : LiveTest
{
    [Fact]
    public void Without_the_capability_the_error_names_it_and_the_ways_to_grant_it()
    {
        using var place = new NetworkNamespace();
        (bool dropped, bool opened, string? error) = place.Run(() =>
        {
            bool allDropped = NetRawCapability.DropAll();
            NetRawCapability.MakeEffective();
            return (allDropped, PacketRing.TryOpen(new RingOptions(), out _, out string? fault), fault);
        });

        Assert.True(dropped);
        Assert.False(opened);
        Assert.DoesNotContain('\n', error!);
        foreach (string word in (string[])["CAP_NET_RAW", "securityContext", "setcap", "root"])
        {
            Assert.Contains(word, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ring_goes_on_after_the_capabilities_are_given_away()
    {
        using var network = new PodNetwork();
        using var mirrorPlace = new NetworkNamespace(network.Pod);
        using var reader = new RingReader(mirrorPlace);
        Assert.True(mirrorPlace.Run(NetRawCapability.DropAll));
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 3, 10, 10);

        Assert.NotEmpty(mirrorPlace.Run(reader.Finish));
    }
}
