namespace PodMirror.Agent.Store;

/// <summary>What the store's thread tells of the open file, for any thread.</summary>
internal sealed class StoreMeasures
{
    private long _bytes;
    private long _rows;
    private long _lastId;
    private long _files;
    private volatile bool _areTaken;

    /// <summary>Whether a file was open: before, nothing is known of it.</summary>
    public bool AreTaken => _areTaken;

    /// <summary>Bytes of the file with its journal.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Rows.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>The last id that was committed.</summary>
    public long LastId => Interlocked.Read(ref _lastId);

    /// <summary>Files before this one that were set aside.</summary>
    public long Files => Interlocked.Read(ref _files);

    /// <summary>Measures the open file.</summary>
    public void Take(StoreSession session)
    {
        Interlocked.Exchange(ref _bytes, session.Retention.Bytes);
        Interlocked.Exchange(ref _rows, session.Retention.Rows);
        Interlocked.Exchange(ref _lastId, session.CommittedId);
        _areTaken = true;
    }

    /// <summary>Another file takes the place of the one before; its ids begin anew.</summary>
    public void Begin()
    {
        Interlocked.Exchange(ref _lastId, 0);
        Interlocked.Increment(ref _files);
    }
}
