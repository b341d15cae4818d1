using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>Reads documents from a source for as long as tme runs, and has each good one applied. What goes wrong is said once.</summary>
internal sealed class ConfigLoop
{
    // A node's sidecars begin together and must not ask together.
    private const double Jitter = 0.2;

    private readonly IConfigSource _source;
    private readonly Action<SidecarConfig> _apply;
    private readonly Action _refuse;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly ConfigKeeper _keeper;
    private string _said = "";
    private bool _isRefused;

    /// <summary>Joins the parts.</summary>
    /// <param name="source">Gives documents.</param>
    /// <param name="apply">Takes good ones.</param>
    /// <param name="refuse">Counts bad ones.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line for people.</param>
    internal ConfigLoop(IConfigSource source, Action<SidecarConfig> apply, Action refuse, TimeProvider time, Action<string> log)
    {
        (_source, _apply, _refuse, _time, _log) = (source, apply, refuse, time, log);
        _keeper = new ConfigKeeper(source.IsStrict);
    }

    /// <summary>Runs until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await TurnAsync(cancellation);
                double part = 1 - Jitter + (2 * Jitter * Random.Shared.NextDouble());
                await Task.Delay(part * _source.Interval, _time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>Reads once.</summary>
    /// <returns>Whether there is a document, of now or of before, and nothing is wrong with it.</returns>
    internal async Task<bool> TurnAsync(CancellationToken cancellation)
    {
        try
        {
            byte[]? bytes = await _source.ReadAsync(cancellation);
            if (bytes is not null)
            {
                Take(bytes);
            }

            _said = _isRefused ? _said : "";
            return !_isRefused;
        }
        catch (ConfigSourceException e)
        {
            Say($"no settings from {_source.Name}: {e.Message}");
            return false;
        }
    }

    private void Take(byte[] bytes)
    {
        switch (_keeper.Take(bytes, out string fault))
        {
            case ConfigChange.Taken:
                _isRefused = false;
                _apply(_keeper.Current);
                _log($"settings taken from {_source.Name}"
                    + (_keeper.Current.Unknown is { } unknown ? $"; this version does not know all its members, as {OneLine(unknown)}" : ""));
                break;
            case ConfigChange.Refused:
                _isRefused = true;
                _refuse();
                Say($"settings of {_source.Name} refused, those of before still hold: {fault}");
                break;
        }
    }

    private static string OneLine(string name) => string.Concat(name.Take(64).Select(static c => char.IsControl(c) ? ' ' : c));

    private void Say(string line)
    {
        if (line != _said)
        {
            _said = line;
            _log(line);
        }
    }
}
