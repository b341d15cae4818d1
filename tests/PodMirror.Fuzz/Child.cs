using System.Diagnostics;
using PodMirror.TestKit;

namespace PodMirror.Fuzz;

/// <summary>Fuzzes one target: replays its corpus, then changes inputs until the time is over or one fails.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>The exit code of a process that found a failing input, and has kept it.</summary>
    public const int FoundExitCode = 1;

    private readonly FuzzOptions _options;
    private readonly FuzzTarget _target;
    private readonly Corpus _corpus;
    private readonly CoverageMap _coverage = new();
    private readonly CurrentInput _current;
    private readonly Watchdog _watchdog = new();
    private readonly List<byte[]> _inputs = [];
    private long _runs;

    private Child(FuzzOptions options, FuzzTarget target)
    {
        _options = options;
        _target = target;
        _corpus = new Corpus(options.Root, target.Name);
        _current = new CurrentInput(CurrentInput.PathOf(options.Root, target.Name));
    }

    /// <summary>The whole life of a child process.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(FuzzOptions options)
    {
        FuzzTarget target = FuzzTarget.In(BesideLoadContext.Load(options.Assembly)).Single(t => t.Name == options.Target);
        using var child = new Child(options, target);
        return child.Replay() && child.Mutate() ? 0 : FoundExitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _watchdog.Dispose();
        _current.Dispose();
    }

    private bool Replay()
    {
        byte[][] empty = [[]];
        foreach (byte[] input in empty.Concat(_target.Seeds()).Concat(_corpus.Load()).Where(i => i.Length <= Corpus.MaxInputBytes))
        {
            if (!TryRun(input, out bool isNew))
            {
                return false;
            }

            // The first is kept whatever it marks: there has to be something to change.
            if (isNew || _inputs.Count == 0)
            {
                _inputs.Add(input);
            }
        }

        return true;
    }

    private bool Mutate()
    {
        var mutator = new Mutator(_options.Seed);
        int before = _inputs.Count;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < _options.Seconds)
        {
            ReadOnlySpan<byte> input = mutator.Next(_inputs);
            if (!TryRun(input, out bool isNew))
            {
                return false;
            }

            if (isNew)
            {
                _inputs.Add(input.ToArray());
                _corpus.AddFound(input);
                if (_options.Keep)
                {
                    _corpus.AddKept(input);
                }
            }
        }

        long rate = _runs / Math.Max(1, _options.Seconds);
        Console.WriteLine($"{_runs} runs, {rate} a second, {_coverage.Edges} edges, {_inputs.Count} inputs ({_inputs.Count - before} new)");
        return true;
    }

    private bool TryRun(ReadOnlySpan<byte> input, out bool isNew)
    {
        _current.Set(input);
        _coverage.Clear();
        try
        {
            _target.Run(input);
        }
#pragma warning disable CA1031 // whatever a target throws is what is looked for
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            Console.WriteLine($"{input.Length} bytes, kept as {_corpus.AddFailure(input)}");
            Console.WriteLine(thrown);
            isNew = false;
            return false;
        }

        _runs++;
        _watchdog.Ran();
        isNew = _coverage.Merge();
        return true;
    }
}
