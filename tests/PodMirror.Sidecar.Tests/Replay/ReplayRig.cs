using System.Text.Json;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>Runs replay in memory: files in a folder of its own, standard streams that can be looked at.</summary>
internal sealed class ReplayRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("podmirror-replay-").FullName;
    private readonly MemoryStream _output = new();
    private readonly StringWriter _error = new();

    public string Output => System.Text.Encoding.UTF8.GetString(_output.ToArray());

    public string Error => _error.ToString();

    /// <summary>The JSON objects of the output.</summary>
    public List<JsonElement> Objects =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    public string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    /// <summary>Runs; the streams hold only what this run wrote.</summary>
    public int Run(ReplayOptions options, Stream? input = null, Stream? output = null, bool colours = false)
    {
        _output.SetLength(0);
        _error.GetStringBuilder().Clear();
        var terminal = new ReplayTerminal(
            input ?? Stream.Null, output ?? _output, _error, OutputIsRedirected: true, colours, Progress: false, TimeProvider.System);
        return ReplayRun.Run(options, terminal);
    }

    /// <summary>Runs files with JSON as the form.</summary>
    public int RunJson(params string[] files) => Run(new ReplayOptions { Files = files, Format = ReplayFormat.Json });

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }
}
