using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>
/// A document in a file. It is read each time: Kubernetes changes a mounted file by moving links, which no time stamp of its own tells.
/// </summary>
internal sealed class ConfigFile(string path) : IConfigSource
{
    /// <inheritdoc />
    public string Name => path;

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public bool IsStrict => true;

    /// <inheritdoc />
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            // One byte more than may be tells that there are too many.
            await using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(file.Length, SidecarConfig.MaxBytes) + 1];
            return bytes[..await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation)];
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            throw new ConfigSourceException(FileErrors.Reason(e, path), e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing stays open.
    }
}
