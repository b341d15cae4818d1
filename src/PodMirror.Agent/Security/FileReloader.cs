using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Security;

/// <summary>Reads files again every few seconds.</summary>
internal sealed class FileReloader(TimeProvider clock) : IDisposable
{
    /// <summary>As often as anybody looks whether a change has arrived, and nothing beside the files' kilobytes.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private IReadOnlyList<ReloadedFiles> _files = [];
    private ITimer? _timer;

    /// <summary>
    /// Reads them for the first time, and begins to look after them. Throws <see cref="StartupException"/> for the first that cannot be used.
    /// </summary>
    public void Start(IReadOnlyList<ReloadedFiles> files)
    {
        foreach (ReloadedFiles file in files)
        {
            file.Start();
        }

        _files = files;
        _timer = clock.CreateTimer(_ => Refresh(), null, Interval, Interval);
    }

    /// <summary>Reads them again; what cannot be used changes nothing.</summary>
    public void Refresh()
    {
        foreach (ReloadedFiles file in _files)
        {
            file.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();
}
