using System.Buffers;

namespace PodMirror.Spans;

/// <summary>How far a document of JSON is read, and how far it is written: what lies between the two is written as it stands, if need be.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> LooseStringEnds = SearchValues.Create("\"\\\r\n"u8);
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    // Beyond these begins something that can be read again.
    private static readonly SearchValues<byte> BareEnds = SearchValues.Create(",{}[]\":=\r\n"u8);

    private int _written;

    /// <summary>The document.</summary>
    internal ReadOnlySpan<byte> Text { get; private set; } = text;

    /// <summary>The next byte to read.</summary>
    internal int At { get; set; }

    /// <summary>Whether something was written that is not as it stood.</summary>
    internal bool HasChanged { get; private set; }

    internal readonly bool IsAtEnd => At >= Text.Length;

    /// <summary>Reads the string that begins here, with its quotes.</summary>
    /// <param name="isLoose">Whether a line's end ends it, as nobody knows where the quotes belong.</param>
    internal JsonString ReadString(bool isLoose)
    {
        int start = ++At;
        bool hasEscapes = false;
        SearchValues<byte> ends = isLoose ? LooseStringEnds : StringEnds;
        while (At < Text.Length && Text[At..].IndexOfAny(ends) is >= 0 and var next)
        {
            At += next;
            if (Text[At] == '"')
            {
                return new JsonString(start, At++ - start, hasEscapes, isWhole: true);
            }

            if (Text[At] != '\\')
            {
                return new JsonString(start, At - start, hasEscapes, isWhole: false);
            }

            hasEscapes = true;
            At = Math.Min(At + 2, Text.Length);
        }

        At = Text.Length;
        return new JsonString(start, At - start, hasEscapes, isWhole: false);
    }

    /// <summary>Reads a number, or what looks like one.</summary>
    internal int ReadNumber() => Read(Text[At..].IndexOfAnyExcept(NumberBytes));

    /// <summary>Reads what is no token of JSON, up to where one may begin.</summary>
    internal int ReadBare() => Read(Text[At..].IndexOfAny(BareEnds));

    /// <summary>Reads letters.</summary>
    internal int ReadWord()
    {
        int at = At;
        while (at < Text.Length && char.IsAsciiLetter((char)Text[at]))
        {
            at++;
        }

        return Read(at - At);
    }

    /// <summary>Whether a colon comes next, after space; or the = that some write for it.</summary>
    internal readonly bool IsBeforeColon()
    {
        ReadOnlySpan<byte> rest = Text[At..];
        int next = !rest.IsEmpty && rest[0] > ' ' ? 0 : rest.IndexOfAnyExcept(" \t\r\n"u8);
        return next >= 0 && (rest[next] == ':' || rest[next] == '=');
    }

    /// <summary>Writes what stands before an offset and was not yet written, and goes on behind what is replaced there.</summary>
    internal void Replace(int start, int length, ByteBuffer output)
    {
        output.Append(Text[_written..start]);
        _written = start + length;
        HasChanged = true;
    }

    /// <summary>Goes on with another text in the place of what is left.</summary>
    internal void Continue(ReadOnlySpan<byte> rest, ByteBuffer output)
    {
        Replace(At, 0, output);
        Text = rest;
        At = 0;
        _written = 0;
    }

    /// <summary>Writes the rest, when anything before it was changed.</summary>
    internal readonly void Finish(ByteBuffer output)
    {
        if (HasChanged)
        {
            output.Append(Text[_written..]);
        }
    }

    private int Read(int length)
    {
        int start = At;
        At = length < 0 ? Text.Length : Math.Max(At + length, At + 1);
        return start;
    }
}
