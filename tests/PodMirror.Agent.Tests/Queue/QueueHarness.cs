using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Queue;

/// <summary>A queue without the rest, in memory or in a directory of its own that is deleted at the end.</summary>
internal sealed class QueueHarness : IAsyncDisposable
{
    private readonly DirectoryInfo? _directory;
    private readonly DestinationOptions[] _destinations;
    private readonly long _memoryBytes;
    private DurableQueue? _queue;

    private QueueHarness(DirectoryInfo? directory, long memoryBytes, DestinationOptions[] destinations) =>
        (_directory, _memoryBytes, _destinations) = (directory, memoryBytes, destinations);

    public MovableClock Clock { get; } = new();

    public DurableQueue Queue => _queue!;

    public ByteBudget Budget { get; private set; } = new(0);

    public QueueConsumer First => Queue.Consumers[0];

    public string FilePath => Path.Combine(_directory!.FullName, "queue.db");

    public string[] SetAside => Directory.GetFiles(_directory!.FullName, "*.damaged-*");

    public static QueueHarness InMemory(params DestinationOptions[] destinations) => Make(null, 64 << 20, destinations);

    public static QueueHarness OnDisk(params DestinationOptions[] destinations) => OnDiskWith(64 << 20, destinations);

    /// <summary>On the disk, and with this much memory for what is received and newest; 0 for none at all.</summary>
    public static QueueHarness OnDiskWith(long memoryBytes, params DestinationOptions[] destinations) =>
        Make(Directory.CreateTempSubdirectory("podmirror-queue-"), memoryBytes, destinations);

    public static DestinationOptions Destination(
        string name = "store", long maxBytes = 1L << 30, TimeSpan? maxAge = null, FullPolicy full = FullPolicy.DropOldest) =>
        new(name, maxBytes, maxAge ?? TimeSpan.FromDays(1), full);

    /// <summary>So much memory for what is received and newest; with none a byte of it is in use for good, so that nothing stays there.</summary>
    public static ByteBudget BudgetOf(long bytes)
    {
        var budget = new ByteBudget(Math.Max(bytes, 1));
        Assert.True(budget.TryTake(bytes == 0 ? 1 : 0));
        return budget;
    }

    /// <summary>Opens the queue, or opens it again with other destinations as another process would.</summary>
    public async Task RestartAsync(params DestinationOptions[] destinations)
    {
        await CloseAsync();
        Open(destinations.Length > 0 ? destinations : _destinations);
    }

    public async Task CloseAsync()
    {
        if (_queue is not null)
        {
            await _queue.DisposeAsync();
            _queue = null;
        }
    }

    /// <summary>Puts this in place of the file, with nothing else beside it.</summary>
    public async Task ReplaceFileAsync(byte[] content)
    {
        await CloseAsync();
        foreach (FileInfo old in _directory!.EnumerateFiles())
        {
            old.Delete();
        }

        await File.WriteAllBytesAsync(FilePath, content);
    }

    /// <summary>Queues a request of so many spans and returns its bytes.</summary>
    public async Task<byte[]> PutAsync(int spans = 1, AppendVerdict expected = AppendVerdict.Durable)
    {
        byte[] request = TestRequest.Of([.. Enumerable.Range(0, spans).Select(_ => new TestSpan())]);
        Assert.Equal(expected, await AppendAsync(request, spans));
        return request;
    }

    public async Task<AppendVerdict> AppendAsync(byte[] request, int spans)
    {
        var payload = Payload.Copy(request);
        (payload.Spans, payload.Lease) = (spans, new BudgetLease(Budget));
        payload.Lease.TryGrowTo(request.Length);
        AppendVerdict verdict = await Queue.AppendAsync(payload);
        payload.Release();
        return verdict;
    }

    /// <summary>Takes what comes next, waiting for it.</summary>
    public static async Task<Delivery> TakeAsync(QueueConsumer consumer, long maxBytes = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Delivery? delivery;
        while (!consumer.TryTake(maxBytes, out delivery))
        {
            await consumer.WaitAsync(patience.Token);
        }

        return delivery;
    }

    /// <summary>Takes everything that is there, one batch after the other, and settles it; returns the batches' bytes.</summary>
    public static async Task<List<byte[]>> TakeAllAsync(QueueConsumer consumer)
    {
        var all = new List<byte[]>();
        while (consumer.Spans > 0)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            Delivery? delivery;
            while (!consumer.TryTake(1, out delivery) && consumer.Spans > 0)
            {
                await consumer.WaitAsync(patience.Token);
            }

            if (delivery is not null)
            {
                all.AddRange(delivery.Payloads.Select(payload => payload.Bytes.ToArray()));
                consumer.Settle(delivery);
            }
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory?.Delete(recursive: true);
    }

    private static QueueHarness Make(DirectoryInfo? directory, long memoryBytes, DestinationOptions[] destinations)
    {
        DestinationOptions[] used = destinations.Length > 0 ? destinations : [Destination()];
        var harness = new QueueHarness(directory, memoryBytes, used);
        harness.Open(used);
        return harness;
    }

    [MemberNotNull(nameof(_queue))]
    private void Open(DestinationOptions[] destinations)
    {
        Budget = BudgetOf(_memoryBytes);
        _queue = new DurableQueue(_directory?.FullName, destinations, Budget, Clock, NullLogger.Instance);
        _queue.Start();
    }
}
