using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Protocols;

/// <summary>
/// The open streams of all connections of a thread, by connection and id. One for all, so that what many connections once held is not kept by each.
/// </summary>
internal sealed class StreamIndex
{
    /// <summary>Streams that are open at once: twice the messages that have room in their memory, as a head can be empty.</summary>
    public const int MaxStreams = 65_536;

    private readonly Dictionary<ulong, Http2Stream> _byKey = new(new KeyComparer());

    public bool IsFull => _byKey.Count >= MaxStreams;

    public int Count => _byKey.Count;

    public bool TryGet(uint connection, uint id, [NotNullWhen(true)] out Http2Stream? stream) => _byKey.TryGetValue(Key(connection, id), out stream);

    public void Add(uint connection, Http2Stream stream) => _byKey.Add(Key(connection, stream.Id), stream);

    public void Remove(uint connection, Http2Stream stream) => _byKey.Remove(Key(connection, stream.Id));

    private static ulong Key(uint connection, uint id) => ((ulong)connection << 32) | id;

    /// <summary>Ids are the client's choice: without something secret it could choose those that all fall into one bucket.</summary>
    private sealed class KeyComparer : IEqualityComparer<ulong>
    {
        private readonly ulong _secret = HashSecret.Next() | 1;

        public bool Equals(ulong one, ulong other) => one == other;

        public int GetHashCode(ulong key) => (int)((key * _secret) >> 32);
    }
}
