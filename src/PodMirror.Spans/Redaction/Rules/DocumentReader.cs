using System.Globalization;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>Reads a document of rules token by token, and keeps the first fault with its place. After a fault nothing more is read.</summary>
internal ref struct DocumentReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;

    internal DocumentReader(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        _utf8 = utf8;
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = maxDepth };
        _reader = new Utf8JsonReader(utf8, options);
    }

    /// <summary>The first fault; null while there is none.</summary>
    internal string? Fault { get; private set; }

    internal readonly JsonTokenType Token => _reader.TokenType;

    internal readonly bool Bool => _reader.GetBoolean();

    /// <summary>The string or name at hand.</summary>
    internal readonly string Text => _reader.GetString() ?? "";

    /// <summary>Goes to the next token.</summary>
    internal bool Read() => Fault is null && _reader.Read();

    /// <summary>Goes to the next token, which has to be of a type.</summary>
    internal bool Read(JsonTokenType type, string expected)
    {
        if (Read() && Token == type)
        {
            return true;
        }

        Fail($"expected {expected}");
        return false;
    }

    /// <summary>Goes to the next member of an object.</summary>
    internal bool ReadMember() => Read() && Token == JsonTokenType.PropertyName;

    /// <summary>Goes to the next element of an array.</summary>
    internal bool ReadElement() => Read() && Token != JsonTokenType.EndArray;

    /// <summary>Notes a fault at the token at hand.</summary>
    internal void Fail(string what)
    {
        ReadOnlySpan<byte> before = _utf8[..(int)Math.Min(_reader.TokenStartIndex, _utf8.Length)];
        Fault ??= FaultAt(before.Count((byte)'\n'), before.Length - before.LastIndexOf((byte)'\n') - 1, what);
    }

    /// <summary>Words for a fault.</summary>
    /// <param name="line">The line, from 0.</param>
    /// <param name="column">The byte in it, from 0.</param>
    /// <param name="what">What is wrong.</param>
    internal static string FaultAt(long line, long column, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column + 1}: {what}");
}
