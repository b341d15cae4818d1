namespace PodMirror.Bench.Load;

/// <summary>What came to a server, written to a file whole piece by whole piece.</summary>
/// <param name="path">The file.</param>
internal sealed class WireLog(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = File.Create(path);

    /// <summary>Adds a piece.</summary>
    public void Write(params byte[][] parts)
    {
        lock (_gate)
        {
            foreach (byte[] part in parts)
            {
                _file.Write(part);
            }

            _file.Write("\n"u8);
            _file.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
