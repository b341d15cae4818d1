namespace PodMirror.Sidecar.Replay;

/// <summary>A temporary file without a name: nobody else can open it, and it is gone when the process is.</summary>
public sealed class SpoolFile : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Makes it, and takes its name away.</summary>
    /// <param name="folder">Where its bytes lie.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public SpoolFile(string folder)
    {
        string path = Path.Combine(folder, $"podmirror-{Guid.NewGuid():N}.spool");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // What is spooled is not yet redacted: between its making and the loss of its name, too, only this user may read it.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path, options);
        File.Delete(path);
    }

    /// <summary>Writes bytes at an offset.</summary>
    /// <exception cref="IOException">The file system is full or broken.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file.SafeFileHandle, bytes, offset);

    /// <summary>Fills the destination from an offset.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_file.SafeFileHandle, destination, offset);
            if (read == 0)
            {
                throw new IOException("the temporary file is shorter than what was written to it");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
