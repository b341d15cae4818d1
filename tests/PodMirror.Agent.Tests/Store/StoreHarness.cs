using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Tests.Store;

/// <summary>The store without the rest, in a directory of its own that is deleted at the end.</summary>
internal sealed class StoreHarness : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("podmirror-store-");

    public string DatabasePath => Path.Combine(_directory.FullName, "podmirror.db");

    public string[] SetAside => Directory.GetFiles(_directory.FullName, "*.damaged-*");

    public AgentMetrics Metrics { get; } = new();

    public FakeClock Clock { get; } = new();

    /// <summary>Bytes of the database, its journal and its index of the journal.</summary>
    public long BytesOnDisk =>
        _directory.EnumerateFiles("podmirror.db*").Where(f => !f.Name.Contains("damaged", StringComparison.Ordinal)).Sum(f => f.Length);

    public StoreOptions Options(long maxBytes = StoreLimits.MinMaxBytes, TimeSpan? maxAge = null) =>
        new(_directory.FullName, maxBytes, maxAge ?? TimeSpan.FromDays(10));

    public StoreSession Open(StoreOptions? options = null) =>
        new(new StoreFile(options ?? Options(), Clock), options ?? Options(), Metrics, new NoListener());

    public StoreWriter Writer(QueueConsumer queue, StoreOptions? options = null)
    {
        StoreOptions used = options ?? Options();
        return new StoreWriter(new StoreFile(used, Clock), used, queue, Metrics, new NoListener(), Clock, NullLogger<StoreWriter>.Instance);
    }

    /// <summary>Writes a request in transactions of its own.</summary>
    public void Write(StoreSession session, byte[] request, long skip = 0)
    {
        session.Begin(skip);
        var visitor = new StoreVisitor(session, new StoreRates(long.MaxValue, Clock), UnixTime.Nanoseconds(Clock.GetUtcNow()));
        Agent.Receiver.Protobuf.TraceRequest.Walk(request, ref visitor, out _);
        session.Commit();
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    private sealed class NoListener : IRowListener
    {
        public bool IsListening => false;

        public void OnInserted(in ExchangeRow row)
        {
        }

        public void OnCommitted()
        {
        }

        public void OnRolledBack()
        {
        }
    }
}
