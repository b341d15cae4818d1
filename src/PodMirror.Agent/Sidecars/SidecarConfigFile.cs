using PodMirror.Agent.Configuration;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>
/// The file of settings for sidecars, read again every few seconds: Kubernetes changes a mounted one by moving links, which no time stamp of its own
/// tells. One that cannot be read changes nothing.
/// </summary>
internal sealed class SidecarConfigFile : IDisposable
{
    /// <summary>How often it is read: as often as anybody looks whether a change has arrived, and nothing beside the file's kilobytes.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string? _path;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ConfigKeeper _keeper = new(isStrict: true);
    private readonly Lock _gate = new();
    private string _said = "";
    private string? _refused;
    private ITimer? _timer;

    /// <summary>Names the file; null for none.</summary>
    public SidecarConfigFile(string? path, TimeProvider clock, ILogger log) => (_path, _clock, _log) = (path, clock, log);

    /// <summary>What holds now.</summary>
    public SidecarConfig Current => _keeper.Current;

    /// <summary>Reads it for the first time, and begins to look after it. Throws <see cref="StartupException"/> when it cannot be used.</summary>
    public void Start()
    {
        if (_path is null)
        {
            return;
        }

        if (Read() is { } fault)
        {
            throw new StartupException($"cannot use --sidecar-config {_path}: {fault}");
        }

        _timer = _clock.CreateTimer(_ => Refresh(), null, Interval, Interval);
    }

    /// <summary>Reads it again.</summary>
    internal void Refresh()
    {
        lock (_gate)
        {
            string fault = Read() ?? "";
            if (fault.Length > 0 && fault != _said)
            {
                SidecarLog.Refused(_log, _path!, fault);
            }

            _said = fault;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    // Why it cannot be used; null when it can.
    private string? Read()
    {
        try
        {
            byte[] bytes = ReadAtMost(_path!);
            ConfigChange change = _keeper.Take(bytes, out string fault);
            if (change == ConfigChange.Taken)
            {
                SidecarLog.Taken(_log, _path!);
            }

            _refused = change == ConfigChange.None ? _refused : change == ConfigChange.Refused ? fault : null;
            return _refused;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FaultText.Of(e, _path!);
        }
    }

    // One byte more than may be tells that there are too many.
    private static byte[] ReadAtMost(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[SidecarConfig.MaxBytes + 1];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
