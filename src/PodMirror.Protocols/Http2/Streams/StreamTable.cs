using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Protocols;

/// <summary>The open streams of a connection, by id and by age. Bounded by its owner.</summary>
/// <param name="index">Where they are found by id, among those of all connections.</param>
internal sealed class StreamTable(StreamIndex index)
{
    private uint _connection;

    public int Count { get; private set; }

    public Http2Stream? Oldest { get; private set; }

    private Http2Stream? Newest { get; set; }

    /// <summary>Begins with a connection, empty.</summary>
    /// <param name="connection">A number that no other one has that is open.</param>
    public void Begin(uint connection) => _connection = connection;

    public bool Contains(uint id) => index.TryGet(_connection, id, out _);

    public bool TryGet(uint id, [NotNullWhen(true)] out Http2Stream? stream) => index.TryGet(_connection, id, out stream);

    /// <summary>Adds a stream, as the newest.</summary>
    public void Add(Http2Stream stream)
    {
        index.Add(_connection, stream);
        Count++;
        stream.Older = Newest;
        if (Newest is { } newest)
        {
            newest.Newer = stream;
        }
        else
        {
            Oldest = stream;
        }

        Newest = stream;
    }

    /// <summary>Makes a stream the first to go when there are too many.</summary>
    public void MakeOldest(Http2Stream stream)
    {
        if (Oldest is not { } oldest || oldest == stream)
        {
            return;
        }

        Unlink(stream);
        (stream.Older, stream.Newer, oldest.Older) = (null, oldest, stream);
        Oldest = stream;
    }

    public void Remove(Http2Stream stream)
    {
        index.Remove(_connection, stream);
        Count--;
        Unlink(stream);
    }

    private void Unlink(Http2Stream stream)
    {
        if (stream.Older is { } older)
        {
            older.Newer = stream.Newer;
        }
        else
        {
            Oldest = stream.Newer;
        }

        if (stream.Newer is { } newer)
        {
            newer.Older = stream.Older;
        }
        else
        {
            Newest = stream.Older;
        }
    }
}
