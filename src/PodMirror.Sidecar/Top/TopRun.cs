using System.Threading.Channels;
using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>Counts live calls and shows the table again and again: on the whole screen of a terminal, else one below the other.</summary>
/// <param name="link">The agent.</param>
/// <param name="options">What is asked for.</param>
/// <param name="terminal">Where it goes.</param>
/// <param name="clock">The time.</param>
internal sealed class TopRun(IAgentLink link, TopOptions options, LiveTerminal terminal, TimeProvider clock)
{
    // What is new in the catalog is shown after so long at most.
    private static readonly TimeSpan TemplateInterval = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly EndpointTable _table = new(clock);
    private string? _notice;
    private TopOrder _order = options.Order;

    /// <summary>Runs until it is cancelled, or q is pressed.</summary>
    /// <exception cref="AgentException">The agent cannot be asked in the first place.</exception>
    internal async Task RunAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task counting = CountAsync(new LiveFeed(link, options.Filter, clock).ReadAsync(last: 0, follow: true, ending.Token));
        Task learning = LearnAsync(ending.Token);
        try
        {
            await (terminal.Width is null || options.IsJson ? PrintAsync(counting, ending.Token) : DrawAsync(counting, ending.Token));
        }
        finally
        {
            await ending.CancelAsync();
        }

        await Task.WhenAll(counting, learning);
    }

    private async Task CountAsync(IAsyncEnumerable<FeedEvent> feed)
    {
        await foreach (FeedEvent taken in feed)
        {
            Take(taken);
        }
    }

    /// <summary>Keeps the templates up to date; without an answer the last ones hold.</summary>
    private async Task LearnAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (await TemplateReader.ReadAsync(link, clock, cancel) is { } templates)
            {
                lock (_lock)
                {
                    _table.Use(templates);
                }
            }

            await Task.Delay(TemplateInterval, clock, cancel);
        }
    }

    private void Take(FeedEvent taken)
    {
        lock (_lock)
        {
            _table.Lost += taken.Lost;
            if (taken.Row is { } row)
            {
                _table.Add(row);
            }
            else
            {
                _notice = taken.Notice;
            }
        }
    }

    private TopView View()
    {
        lock (_lock)
        {
            return new TopView(_table.Rows(_order), _order, _table.Window, _table.Lost, clock.GetUtcNow(), _notice);
        }
    }

    /// <summary>Until it is cancelled, or the feed has ended, which it does on its own only when it fails.</summary>
    private async Task PrintAsync(Task counting, CancellationToken cancel)
    {
        while (await Task.WhenAny(counting, Task.Delay(options.Interval, clock, cancel)) != counting && !cancel.IsCancellationRequested)
        {
            await TopPrinter.PrintAsync(View(), terminal, options.IsJson);
        }
    }

    private async Task DrawAsync(Task counting, CancellationToken cancel)
    {
        // A table that nobody can be asked for leaves the terminal as it is.
        await Task.WhenAny(counting, Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancel));
        if (counting.IsCompleted)
        {
            return;
        }

        using var screen = new TopScreen(terminal, () => Console.WindowHeight);
        ChannelReader<ConsoleKey>? keys = Console.IsInputRedirected ? null : TopKeys.Read();
        while (!counting.IsCompleted && !cancel.IsCancellationRequested)
        {
            screen.Draw(View());
            Task due = Task.Delay(options.Interval, clock, cancel);
            await (keys is null ? Task.WhenAny(counting, due) : Task.WhenAny(counting, due, keys.WaitToReadAsync(cancel).AsTask()));
            while (keys is not null && keys.TryRead(out ConsoleKey key))
            {
                if (!Press(key, screen))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Does what a key asks for; false when it asks for the end.</summary>
    private bool Press(ConsoleKey key, TopScreen screen)
    {
        const int Page = 10;
        _order = key == ConsoleKey.S ? TopOrders.Next(_order) : _order;
        screen.Move(key switch
        {
            ConsoleKey.DownArrow => 1,
            ConsoleKey.UpArrow => -1,
            ConsoleKey.PageDown => Page,
            ConsoleKey.PageUp => -Page,
            _ => 0,
        });
        return key != ConsoleKey.Q;
    }
}
