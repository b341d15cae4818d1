using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Store;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// The one thread that has the catalog: it counts what the store has taken, saves now and then, and answers those who ask, between two readings. It
/// reads behind the store, which is all that is between them, so that it holds back neither the store nor a sender.
/// </summary>
internal sealed class CatalogFeed : IAsyncDisposable
{
    private readonly StoreFollower _follower;
    private readonly StateKeeper _keeper;
    private readonly StoreWriter _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<CatalogFeed> _log;
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ViewMaker _views;
    private ApiCatalog _catalog = new();
    private volatile string? _trouble;
    private volatile bool _isStopping;
    private volatile bool _isAbandoned;
    private bool _started;

    /// <summary>Joins the parts; <see cref="Start"/> loads the state.</summary>
    /// <param name="file">The store's file.</param>
    /// <param name="store">The store.</param>
    /// <param name="directory">Where the state is kept; null keeps it in memory.</param>
    /// <param name="clock">The time of views and saves.</param>
    /// <param name="log">Changes of its state.</param>
    public CatalogFeed(StoreFile file, StoreWriter store, string? directory, TimeProvider clock, ILogger<CatalogFeed> log)
    {
        (_store, _clock, _log) = (store, clock, log);
        _follower = new StoreFollower(file, store, Metrics);
        _keeper = new StateKeeper(directory is null ? null : new StateFile(directory, clock), Metrics, clock, log);
        _views = new ViewMaker(clock);
    }

    /// <summary>What is counted.</summary>
    public CatalogMetrics Metrics { get; } = new();

    /// <summary>What keeps it from reading or saving; null while all is well.</summary>
    public string? Trouble => _trouble ?? Unsaved;

    /// <summary>Why what was changed last is not saved; null when it is.</summary>
    public string? Unsaved => _keeper.Trouble;

    /// <summary>Rows of the store that wait for their turn.</summary>
    public long Behind => _follower.Behind;

    /// <summary>Bytes of the state as it was loaded or saved last.</summary>
    public long StateBytes => _keeper.Bytes;

    /// <summary>What it holds, as of the last time it counted something.</summary>
    public CatalogTotals Totals { get; private set; } = new ApiCatalog().Totals();

    /// <summary>Loads the state and starts the thread. The store must be started; until it is open, nothing is counted.</summary>
    public void Start()
    {
        _catalog = _keeper.Load(out CatalogMark mark);
        _follower.Begin(mark);
        Resume();
        Totals = _catalog.Totals();
        _started = true;
        new Thread(Run) { Name = "catalog", IsBackground = true }.Start();
    }

    /// <summary>The catalog as it is now, or was within the last second.</summary>
    public Task<CatalogView> ViewAsync(CancellationToken cancellation) =>
        _views.Fresh is { } view ? Task.FromResult(view) : AskAsync(_views.Make, cancellation);

    /// <summary>Runs something on the feed's thread.</summary>
    /// <exception cref="TimeoutException">Its turn did not come.</exception>
    public async Task<T> AskAsync<T>(Func<ApiCatalog, T> ask, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() => Answer(ask, answer, cancellation));
        _wake.Set();
        await Task.WhenAny(answer.Task, _ended.Task).WaitAsync(FeedLimits.AskTimeout, _clock, cancellation);
        return answer.Task.IsCompleted ? await answer.Task : throw new TimeoutException("the agent stops");
    }

    /// <summary>
    /// Changes something, and saves it before it tells so. What a disk does not take holds until the agent ends; <see cref="Unsaved"/> tells of it.
    /// </summary>
    /// <param name="change">Changes the catalog; returns whether there was something to change.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<bool> ChangeAsync(Func<ApiCatalog, bool> change, CancellationToken cancellation) => AskAsync(
        catalog =>
        {
            bool changed = change(catalog);
            if (changed)
            {
                _views.Forget();
                _keeper.SaveSoon();
                _keeper.SaveWhenDue(catalog, _follower.Mark);
            }

            return changed;
        },
        cancellation);

    /// <summary>Counts what the store has, which takes nothing more, and saves. When the token ends first, the next start goes on there.</summary>
    public async Task StopAsync(CancellationToken grace)
    {
        _isStopping = true;
        _wake.Set();
        await using (grace.Register(() => _isAbandoned = true))
        {
            await (_started ? _ended.Task : Task.CompletedTask);
        }
    }

    /// <summary>Ends the thread without saving.</summary>
    public async ValueTask DisposeAsync()
    {
        _isAbandoned = true;
        _wake.Set();
        await (_started ? _ended.Task : Task.CompletedTask);
        _wake.Dispose();
    }

    private void Run()
    {
        bool more = true;
        while (!_isAbandoned && (more || !_isStopping))
        {
            more = Guard();
            if (!more && !_isStopping)
            {
                _wake.WaitOne(_trouble is null ? FeedLimits.IdleWait : FeedLimits.FaultWait);
            }
        }

        if (_isStopping)
        {
            _keeper.SaveLast(_catalog, _follower.Mark);
        }

        Answer();
        _ended.SetResult();
    }

    private bool Guard()
    {
        try
        {
            Answer();
            Resume();
            bool more = _follower.Step(_catalog);
            Totals = _catalog.Totals();
            _keeper.SaveWhenDue(_catalog, _follower.Mark);
            _trouble = null;
            return more;
        }
        catch (SqliteException fault)
        {
            Fail(fault);
        }
#pragma warning disable CA1031 // a fault of ours costs one exchange, and never the thread
        catch (Exception fault)
#pragma warning restore CA1031
        {
            CatalogLog.Fault(_log, fault);
        }

        return false;
    }

    private void Resume()
    {
        if (!_follower.Resume())
        {
            CatalogLog.OtherStore(_log);
            _keeper.SaveSoon();
        }
    }

    private void Fail(SqliteException fault)
    {
        if (SqliteFile.IsDamage(fault))
        {
            _store.ReportDamage(fault.Message);
        }

        // A store in memory is gone at the stop.
        if (_trouble is null && !_isStopping)
        {
            CatalogLog.ReadFailing(_log, fault.Message);
        }

        _trouble = fault.Message;
    }

    private void Answer()
    {
        while (_asked.TryDequeue(out Action? ask))
        {
            ask();
        }
    }

    private void Answer<T>(Func<ApiCatalog, T> ask, TaskCompletionSource<T> answer, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        try
        {
            answer.SetResult(ask(_catalog));
        }
#pragma warning disable CA1031 // who asked is told, and the thread goes on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer.SetException(fault);
        }
    }
}
