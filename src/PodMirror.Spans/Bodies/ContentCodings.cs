using System.Runtime.CompilerServices;
using System.Text;

namespace PodMirror.Spans;

/// <summary>The codings of a body in the order in which they were applied, from one or several field lines.</summary>
internal struct ContentCodings
{
    /// <summary>Codings that are stacked at most; two is already rare, and each costs its decoder's work.</summary>
    internal const int MaxStacked = 4;

    private Codings _codings;

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether there are more than <see cref="MaxStacked"/>.</summary>
    internal bool IsTooMany { get; private set; }

    /// <summary>The coding that was applied at the position, from 0.</summary>
    internal readonly ContentCoding this[int position] => _codings[position];

    /// <summary>Adds the codings of a value of Content-Encoding, or of Transfer-Encoding, whose chunked is removed already.</summary>
    internal void Add(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty && !IsTooMany)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> name = (comma < 0 ? value : value[..comma]).Trim(" \t\r\n"u8);
            value = comma < 0 ? default : value[(comma + 1)..];
            if (name.IsEmpty || Ascii.EqualsIgnoreCase(name, "identity"u8) || Ascii.EqualsIgnoreCase(name, "chunked"u8))
            {
                continue;
            }

            if (Count == MaxStacked)
            {
                IsTooMany = true;
                return;
            }

            _codings[Count++] = Of(name);
        }
    }

    private static ContentCoding Of(ReadOnlySpan<byte> name)
    {
        if (Ascii.EqualsIgnoreCase(name, "gzip"u8) || Ascii.EqualsIgnoreCase(name, "x-gzip"u8))
        {
            return ContentCoding.Gzip;
        }

        if (Ascii.EqualsIgnoreCase(name, "deflate"u8))
        {
            return ContentCoding.Deflate;
        }

        if (Ascii.EqualsIgnoreCase(name, "br"u8))
        {
            return ContentCoding.Brotli;
        }

        return Ascii.EqualsIgnoreCase(name, "zstd"u8) ? ContentCoding.Zstandard : ContentCoding.Unknown;
    }

    [InlineArray(MaxStacked)]
    private struct Codings
    {
        private ContentCoding _first;
    }
}
