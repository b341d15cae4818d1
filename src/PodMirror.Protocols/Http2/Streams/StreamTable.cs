using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Protocols;

/// <summary>The open streams of a connection, by id and by age. Bounded by its owner.</summary>
internal sealed class StreamTable
{
    private readonly Dictionary<uint, Http2Stream> _byId = [];

    public int Count => _byId.Count;

    public Http2Stream? Oldest { get; private set; }

    private Http2Stream? Newest { get; set; }

    public bool Contains(uint id) => _byId.ContainsKey(id);

    public bool TryGet(uint id, [NotNullWhen(true)] out Http2Stream? stream) => _byId.TryGetValue(id, out stream);

    /// <summary>Adds a stream, as the newest.</summary>
    public void Add(Http2Stream stream)
    {
        _byId.Add(stream.Id, stream);
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

    public void Remove(Http2Stream stream)
    {
        _byId.Remove(stream.Id);
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
