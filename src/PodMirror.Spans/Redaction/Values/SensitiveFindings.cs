using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// What kinds of sensitive value were found in an exchange and where, never the values: <c>request.body:$.card.number</c>. Each place is
/// named once for a kind. One for each redactor; used again for each exchange.
/// </summary>
internal sealed class SensitiveFindings
{
    /// <summary>Places of a span: enough for every field of an ordinary exchange, and small beside its bodies.</summary>
    internal const int MaxPlaces = 64;

    /// <summary>Bytes of a place; a longer path is cut at its end.</summary>
    internal const int MaxPlaceBytes = 256;

    // A place for what is secret by its name, beside those of the kinds.
    private const byte SecretKind = (byte)SensitiveKind.None;

    private static readonly byte[] Prefix = "podmirror.sensitive."u8.ToArray();

    private readonly byte[] _text = new byte[MaxPlaces * MaxPlaceBytes];
    private readonly int[] _hashes = new int[MaxPlaces];
    private readonly int[] _lengths = new int[MaxPlaces];
    private readonly byte[] _kinds = new byte[MaxPlaces];
    private readonly ByteBuffer _utf8 = new(4 * MaxPlaceBytes);
    private readonly RecentPlaces _recent = new();
    private MessageSide _side;

    /// <summary>Places found.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether no more places are taken.</summary>
    internal bool IsFull => Count == MaxPlaces;

    /// <summary>The message that is looked at.</summary>
    internal MessageSide Side
    {
        get => _side;
        set
        {
            _side = value;
            _recent.Clear();
        }
    }

    /// <summary>Forgets everything, for the next exchange.</summary>
    internal void Clear()
    {
        Count = 0;
        _recent.Clear();
    }

    /// <summary>Whether the same was added a moment ago, for one who would have to look into the name first; from now on it was.</summary>
    internal bool IsRepeated(SensitiveKindSet kinds, bool isSecret, PlaceKind place, ReadOnlySpan<byte> name) =>
        _recent.IsKnown(kinds, isSecret, place, name);

    /// <summary>Adds what was found at one place.</summary>
    /// <param name="kinds">The kinds of the values.</param>
    /// <param name="isSecret">Whether something is secret by its name.</param>
    /// <param name="place">The part of the message.</param>
    /// <param name="name">Where in it: a name or path, nothing sensitive in it; may be empty.</param>
    internal void Add(SensitiveKindSet kinds, bool isSecret, PlaceKind place, ReadOnlySpan<byte> name)
    {
        if (IsFull)
        {
            return;
        }

        Span<byte> room = stackalloc byte[MaxPlaceBytes];
        ReadOnlySpan<byte> text = Write(place, name, room);
        if (isSecret)
        {
            Add(SecretKind, text);
        }

        for (int kind = 1; kind < SensitiveKinds.Count && !kinds.IsEmpty; kind++)
        {
            if (kinds.Contains((SensitiveKind)kind))
            {
                kinds = kinds.Without((SensitiveKind)kind);
                Add((byte)kind, text);
            }
        }
    }

    /// <summary>Writes an attribute for each kind that was found: the array of its places.</summary>
    internal void Write(ByteBuffer output)
    {
        for (int first = 0; first < Count; first++)
        {
            if (_kinds.AsSpan(0, first).Contains(_kinds[first]))
            {
                continue;
            }

            ReadOnlySpan<byte> name = _kinds[first] == SecretKind ? "secret"u8 : SensitiveKinds.NameOf((SensitiveKind)_kinds[first]);
            AttributeWriter.ArrayMark array = AttributeWriter.BeginArray(output, Prefix, name);
            for (int other = first; other < Count; other++)
            {
                if (_kinds[other] == _kinds[first])
                {
                    AttributeWriter.AddToArray(output, PlaceAt(other));
                }
            }

            AttributeWriter.EndArray(output, array);
        }
    }

    private ReadOnlySpan<byte> PlaceAt(int index) => _text.AsSpan(index * MaxPlaceBytes, _lengths[index]);

    private void Add(byte kind, ReadOnlySpan<byte> text)
    {
        if (IsFull)
        {
            return;
        }

        var hash = default(HashCode);
        hash.AddBytes(text);
        hash.Add(kind);
        int code = hash.ToHashCode();
        int at = _hashes.AsSpan(0, Count).IndexOf(code);
        if (at >= 0 && _kinds[at] == kind && PlaceAt(at).SequenceEqual(text))
        {
            return;
        }

        _hashes[Count] = code;
        _kinds[Count] = kind;
        _lengths[Count] = text.Length;
        text.CopyTo(_text.AsSpan(Count * MaxPlaceBytes));
        Count++;
    }

    private ReadOnlySpan<byte> Write(PlaceKind place, ReadOnlySpan<byte> name, Span<byte> room)
    {
        int length = 0;
        Put(room, ref length, Side == MessageSide.Request ? "request."u8 : "response."u8);
        Put(room, ref length, place switch
        {
            PlaceKind.Header => "header"u8,
            PlaceKind.Trailer => "trailer"u8,
            PlaceKind.Cookie => "cookie"u8,
            PlaceKind.Query => "query"u8,
            PlaceKind.Path => "path"u8,
            PlaceKind.Authority => "authority"u8,
            _ => "body"u8,
        });
        if (name.IsEmpty)
        {
            return room[..length];
        }

        int from = length;
        Put(room, ref length, ":"u8);
        Put(room, ref length, Utf8Text.Of(Utf8Text.Cut(name, MaxPlaceBytes), _utf8));
        if (place is PlaceKind.Header or PlaceKind.Trailer)
        {
            Ascii.ToLowerInPlace(room[from..length], out _);
        }

        return Utf8Text.WithoutPart(room[..length]);
    }

    private static void Put(Span<byte> room, ref int length, ReadOnlySpan<byte> text)
    {
        int fits = Math.Min(text.Length, room.Length - length);
        text[..fits].CopyTo(room[length..]);
        length += fits;
    }
}
