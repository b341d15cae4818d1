using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class SpanCollectorTests
{
    [Fact]
    public void Collecting_allocates_nothing_once_warm()
    {
        using var sender = new FakeSender();
        using var collector = new SpanCollector(
            new SpanCollectorOptions
            {
                Spans = new SpanOptions(),
                Source = new SpanSource([]),
                BatchBytes = 3 * 1024 * 1024,
                MaxBatchAge = TimeSpan.FromHours(1),
            },
            listener => new SpanExporter(new ExporterOptions { Endpoint = new Uri("http://unused") }, sender, listener, TimeProvider.System),
            TimeProvider.System,
            _ => { });
        var origin = new Origin();
        byte[] body = TmeRig.Exchange(0)[RecordFormat.HeaderBytes..];
        for (int i = 0; i < 1000; i++)
        {
            collector.Add(body, origin);
        }

        collector.Flush();
        SpinWait.SpinUntil(() => collector.Snapshot()[TmeCounter.ExchangesExported] == 1000, TimeSpan.FromSeconds(20));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            collector.Add(body, origin);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000, origin.Disposed);
    }

    private sealed class Origin : IExchangeOrigin
    {
        public int Disposed { get; private set; }

        public void OnDisposed(int exchanges) => Disposed += exchanges;
    }
}
