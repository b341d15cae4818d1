using PodMirror.Exchange;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>A Pod with an HTTP server, a mirror that runs beside it, and the tme that the mirror is connected to.</summary>
internal sealed class MirroredPod : IAsyncDisposable
{
    private MirroredPod(string name, CaptureMode? mode, int bufferBytes)
    {
        Network = new PodNetwork();
        Tme = new TestTme(Network.Pod, name);
        Mirror = new LiveMirror(Network.Pod, name, mode, bufferBytes: bufferBytes).Start();
        Server = new HttpServer(Network.Pod, PodNetwork.PodAddress);
    }

    public PodNetwork Network { get; }

    public TestTme Tme { get; }

    public LiveMirror Mirror { get; }

    public HttpServer Server { get; }

    /// <summary>Where the server is reached, without a path.</summary>
    public string Uri => $"http://{PodNetwork.PodAddress}:{Server.Port}";

    /// <summary>Starts them.</summary>
    /// <param name="name">Of the socket between mirror and tme.</param>
    /// <param name="mode">As the mirror is told at its start.</param>
    /// <param name="bufferBytes">What waits for tme.</param>
    public static async Task<MirroredPod> StartAsync(string name, CaptureMode? mode = null, int bufferBytes = LiveMirror.SmallBufferBytes)
    {
        var pod = new MirroredPod(name, mode, bufferBytes);
        await pod.Mirror.WaitForLogAsync("connected");
        return pod;
    }

    /// <summary>Stops the mirror, and waits until tme has read all of it.</summary>
    public MirrorLedger Finish()
    {
        MirrorLedger ledger = Mirror.Finish();
        Tme.WaitForEnd();
        return ledger;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Mirror.Dispose();
        Tme.Dispose();
        Network.Dispose();
    }
}
