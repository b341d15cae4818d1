using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;
using PodMirror.TestKit;

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
        int added = 0;
        long AddAndExport()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                collector.Add(body, origin);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            added += 1000;
            collector.Flush();
            SpinWait.SpinUntil(() => collector.Snapshot()[TmeCounter.ExchangesExported] == added, TimeSpan.FromSeconds(60));
            return allocated;
        }

        AddAndExport();
        Assert.Equal(0, Allocation.Least(AddAndExport));
        Assert.Equal(added, origin.Disposed);
    }

    private sealed class Origin : IExchangeOrigin
    {
        public int Disposed { get; private set; }

        public void OnDisposed(int exchanges) => Disposed += exchanges;
    }
}
