namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>Where documents of settings come from.</summary>
internal interface IConfigSource : IDisposable
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>How long to wait between two readings.</summary>
    TimeSpan Interval { get; }

    /// <summary>Whether a member that is not known is a fault.</summary>
    bool IsStrict { get; }

    /// <summary>Reads the document; null bytes when it is the one of before.</summary>
    /// <exception cref="ConfigSourceException">It cannot be had now.</exception>
    Task<byte[]?> ReadAsync(CancellationToken cancellation);
}
