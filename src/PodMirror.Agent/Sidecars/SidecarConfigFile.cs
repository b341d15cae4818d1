using PodMirror.Agent.Metrics;
using PodMirror.Agent.Security;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>The file of settings for sidecars. One that cannot be read changes nothing.</summary>
/// <param name="path">The file; null for none.</param>
/// <param name="clock">Tells the age of what holds.</param>
internal sealed class SidecarConfigFile(string? path, TimeProvider clock)
{
    private readonly ConfigKeeper _keeper = new(isStrict: true);
    private ReloadedFiles? _files;
    private long _takenTicks;

    /// <summary>What holds now.</summary>
    public SidecarConfig Current => _keeper.Current;

    /// <summary>Whether there is a file.</summary>
    public bool IsUsed => path is not null;

    /// <summary>Whether what holds is what the file says: it could be read the last time, and is a document.</summary>
    public bool IsValid => _files is { Trouble: null };

    /// <summary>For how long what holds has held.</summary>
    public TimeSpan Age => clock.GetUtcNow() - new DateTimeOffset(Volatile.Read(ref _takenTicks), TimeSpan.Zero);

    /// <summary>Documents that were taken.</summary>
    public Counter Taken { get; } = new();

    /// <summary>Documents that were refused.</summary>
    public Counter Refused { get; } = new();

    /// <summary>The file, to be read at the start and whenever it changes.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log)
    {
        if (path is null)
        {
            return [];
        }

        _files = new ReloadedFiles($"--sidecar-config {path}", [path], SidecarConfig.MaxBytes, contents => Use(contents[0]), log)
        {
            OnRefused = () => Refused.Add(),
        };
        return [_files];
    }

    private string? Use(byte[] contents)
    {
        ConfigChange change = _keeper.Take(contents, out string fault);
        if (change == ConfigChange.Taken)
        {
            Volatile.Write(ref _takenTicks, clock.GetUtcNow().Ticks);
            Taken.Add();
        }

        return change == ConfigChange.Refused ? fault : null;
    }
}
