namespace PodMirror.Agent.Queue;

/// <summary>Adds up what a destination is not done with, batch by batch.</summary>
/// <param name="cursor">How far it is.</param>
internal sealed class OpenSum(Cursor cursor)
{
    /// <summary>How far it is.</summary>
    public Cursor Cursor => cursor;

    /// <summary>Bytes on the disk.</summary>
    public long Bytes { get; private set; }

    /// <summary>Spans.</summary>
    public long Spans { get; private set; }

    /// <summary>There is such a batch.</summary>
    public void Add(long id, long bytes, long spans)
    {
        if (cursor.FirstOpen(id) == id)
        {
            Bytes += bytes;
            Spans += spans;
        }
    }
}
