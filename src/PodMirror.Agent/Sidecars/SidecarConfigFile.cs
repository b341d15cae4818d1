using PodMirror.Agent.Security;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>The file of settings for sidecars. One that cannot be read changes nothing.</summary>
/// <param name="path">The file; null for none.</param>
internal sealed class SidecarConfigFile(string? path)
{
    private readonly ConfigKeeper _keeper = new(isStrict: true);

    /// <summary>What holds now.</summary>
    public SidecarConfig Current => _keeper.Current;

    /// <summary>The file, to be read at the start and whenever it changes.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log) =>
        path is null ? [] : [new ReloadedFiles($"--sidecar-config {path}", [path], SidecarConfig.MaxBytes, contents => Use(contents[0]), log)];

    private string? Use(byte[] contents) => _keeper.Take(contents, out string fault) == ConfigChange.Refused ? fault : null;
}
