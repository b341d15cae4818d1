using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;

namespace PodMirror.Live.Tests;

/// <summary>Fields that take more than a frame, of servers and clients that others wrote.</summary>
public sealed class LargeFieldTests : LiveTest
{
    private const string Name = "ring-live-large";
    private const int Calls = 4;

    private static readonly LargeField[] Asked = LargeField.Set("x-asked", seed: 1);
    private static readonly LargeField[] Answered = LargeField.Set("x-answered", seed: 2);

    [Theory]
    [InlineData("nginx")]
    [InlineData("nghttpx")]
    public async Task Fields_that_go_on_in_CONTINUATION_are_seen_whole(string name)
    {
        ForeignProgram.Need("nghttp", "nghttpd", name);
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, bufferBytes: 16 * 1024 * 1024).Start();
        using Server server = name == "nginx" ? Server.Nginx(network, Answered) : Server.Nghttpx(network, Answered);
        string path = name == "nginx" ? "/large/" : "/style.css";

        await mirror.WaitForLogAsync("connected");
        IEnumerable<string> fields = Asked.SelectMany(field => new[] { "-H", field.Line });
        IEnumerable<string> targets = Enumerable.Range(0, Calls).Select(number => Server.Uri($"{path}?{number}"));
        await ForeignProgram.RunAsync(network.Outside, "nghttp", ["-n", .. fields, .. targets]);
        await Wait.UntilAsync(() => Outer(tme).Count() == Calls);

        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange[] outer = [.. Outer(tme)];
        Assert.Equal(Enumerable.Range(0, Calls).Select(number => $"{path}?{number}"), outer.Select(seen => seen.Target).Order());
        Assert.All(outer, seen =>
        {
            Assert.Equal((200, Anomalies.None), (seen.Status, seen.Anomalies));
            Assert.All(Asked, field => Assert.Contains(field.Line, seen.RequestFields, StringComparison.Ordinal));
            Assert.All(Answered, field => Assert.Contains(field.Line, seen.ResponseFields, StringComparison.Ordinal));
        });
        Assert.Equal(0, ledger[MirrorCounter.FramesInvalid]);
    }

    /// <summary>What nghttp asked, not what nghttpx asks of the server behind it.</summary>
    private static IEnumerable<ReceivedExchange> Outer(TestTme tme) =>
        tme.Exchanges.Where(seen => seen.Server == $"{PodNetwork.PodAddress}:{Server.Port}");
}
