namespace PodMirror.Agent.PodMetadata;

/// <summary>What the table takes, in bytes, as far as it is known from here: the size of each kind of entry, and the bytes that it holds.</summary>
/// <param name="limit">The bound.</param>
internal sealed class TableMemory(long limit)
{
    /// <summary>An object of the runtime, or an array, beside what is in it.</summary>
    private const int ObjectBytes = 24;

    /// <summary>A Pod: an entry of the table, and its bucket.</summary>
    public const int PodBytes = 64;

    /// <summary>A Pod that ended: its place in the queue of those.</summary>
    public const int EndedBytes = 32;

    /// <summary>An owner of Pods: the object, and its entry of a table.</summary>
    public const int WorkloadBytes = 120;

    /// <summary>A controller of owners: the object, and its entry of a table.</summary>
    public const int ControllerBytes = 96;

    /// <summary>Whose controller is whose: its entry of a table.</summary>
    public const int LinkBytes = 48;

    /// <summary>Attributes that Pods share: their entry of a table.</summary>
    public const int SharedBytes = 48;

    private long _used;

    /// <summary>The bound, in bytes.</summary>
    public long Limit => limit;

    /// <summary>Bytes taken.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Whether nothing more should be taken.</summary>
    public bool IsFull => Used >= limit;

    /// <summary>Takes room for an entry and the bytes that it holds; both are negative to give it back.</summary>
    public void Add(int bytes) => Interlocked.Add(ref _used, bytes);

    /// <summary>What an array takes.</summary>
    public static int Of(byte[] array) => ObjectBytes + array.Length;
}
