using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Takes one value out of the query of a URL.</summary>
internal static class QueryValue
{
    internal static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Finds the first value of a key and decodes it.</summary>
    /// <param name="query">The query, without its question mark.</param>
    /// <param name="key">The key, as it stands.</param>
    /// <param name="value">Takes the value; empty when there is none.</param>
    internal static bool TryFind(ReadOnlySpan<byte> query, ReadOnlySpan<byte> key, ByteBuffer value)
    {
        value.Clear();
        while (!query.IsEmpty)
        {
            int end = query.IndexOf((byte)'&');
            ReadOnlySpan<byte> pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            if (pair.Length > key.Length && pair[key.Length] == '=' && pair.StartsWith(key))
            {
                value.Append(pair[(key.Length + 1)..]);
                value.Truncate(PercentDecoding.InPlace(value.Mutable));
                return true;
            }
        }

        return false;
    }
}
