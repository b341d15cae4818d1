namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A file: what the process sees is a file of the system; what is on the disk of it is kept here.</summary>
internal sealed class ModelFile(string path, byte[] content, bool isEntryDurable)
{
    private readonly List<UnsyncedChange> _unsynced = [];
    private readonly DurableContent _durable = new(content);

    public string Path { get; } = path;

    /// <summary>True once the directory was synced with the file in it.</summary>
    public bool IsEntryDurable { get; set; } = isEntryDurable;

    public List<ModelHandle> Handles { get; } = [];

    public bool IsEmpty => _unsynced.Count == 0 && _durable.Length == 0;

    public void Add(in UnsyncedChange change) => _unsynced.Add(change);

    public void Sync()
    {
        _unsynced.ForEach(change => _durable.Apply(change));
        _unsynced.Clear();
    }

    /// <summary>A sync that failed: some of it was written, and the rest will never be.</summary>
    public void FailSync(Random random)
    {
        _unsynced.ForEach(change => _durable.ApplySome(change, random));
        _unsynced.Clear();
    }

    /// <summary>The process dies and the system lives: what was written before the call under way is on the disk sooner or later.</summary>
    public void KeepAllBut(UnsyncedChange? underWay)
    {
        Sync();
        if (underWay is { } change)
        {
            _unsynced.Add(change);
        }
    }

    /// <summary>What may be left of it after a crash.</summary>
    public byte[] AfterCrash(Random random)
    {
        DurableContent content = _durable.Copy();
        // All, none, or some: the first two are worth more than their chance.
        int all = random.Next(4);
        foreach (UnsyncedChange change in _unsynced.Where(_ => all != 0))
        {
            if (all == 1)
            {
                content.Apply(change);
            }
            else
            {
                content.ApplySome(change, random);
            }
        }

        return content.ToArray();
    }
}
