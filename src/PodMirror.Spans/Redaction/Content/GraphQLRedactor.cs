using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Redacts the literals in a document of GraphQL (specification of September 2025, section 2): strings, block strings and numbers of
/// arguments and input fields that are secret by name, and strings that look sensitive. Variables stay: their values are not here.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="strings">Looks into strings.</param>
internal sealed class GraphQLRedactor(ValueRedactor values, StringRedactor strings)
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$"u8);

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ByteBuffer _plain = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _changed = new(10 * BodyDecoder.MaxLayerBytes);

    // The last name, and whether a colon came after it: then a value follows.
    private int _nameStart;
    private int _nameLength;
    private bool _hasColon;

    // The last variable that was declared: its default value may follow its type.
    private int _variableStart;
    private int _variableLength;

    // Braces and brackets inside a secret value.
    private int _hidden;
    private RedactionMode _hiddenMode;

    /// <summary>Whether a string of JSON is a document: by its key, and by how it begins.</summary>
    internal static bool IsDocument(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        name.SequenceEqual("query"u8) && text.Contains((byte)'{') && !text.StartsWith("{\""u8) && !text.StartsWith("["u8);

    /// <summary>Writes a document with its secrets replaced.</summary>
    /// <param name="document">The document.</param>
    /// <param name="reports">Whether places are reported, by the arguments' names.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False when there is nothing to hide; then nothing was written.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> document, bool reports, ByteBuffer output)
    {
        _nameLength = 0;
        _variableLength = 0;
        _hasColon = false;
        _hidden = 0;
        int at = 0;
        int written = 0;
        while (at < document.Length)
        {
            byte b = document[at];
            if (b == '"')
            {
                WriteString(document, ref at, ref written, reports, output);
            }
            else if (b is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
            {
                int start = at;
                at = EndOf(document, at, NumberBytes);
                WriteValue(document, start, at, isString: false, ref written, reports, output);
            }
            else if (b == '#')
            {
                int start = at;
                at = document[at..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var line ? at + line : document.Length;
                WriteValue(document, start, at, isString: true, ref written, reports, output);
            }
            else if (NameBytes.Contains(b))
            {
                _nameStart = at;
                at = EndOf(document, at, NameBytes);
                _nameLength = at - _nameStart;
                _hasColon = false;
                (_variableStart, _variableLength) = b == '$' ? (_nameStart, _nameLength) : (_variableStart, _variableLength);
            }
            else
            {
                ReadPunctuator(document, b);
                at++;
            }
        }

        if (written > 0)
        {
            output.Append(document[written..]);
        }

        return written > 0;
    }

    private void ReadPunctuator(ReadOnlySpan<byte> document, byte b)
    {
        switch (b)
        {
            case (byte)':':
                _hasColon = _nameLength > 0;
                break;
            case (byte)'=':
                (_nameStart, _nameLength) = (_variableStart, _variableLength);
                _hasColon = _nameLength > 0;
                break;
            case (byte)'{' or (byte)'[' or (byte)'(' when _hidden > 0:
                _hidden++;
                break;
            case (byte)'{' or (byte)'[' when IsSecret(document, out _hiddenMode):
                _hidden = 1;
                break;
            case (byte)'}' or (byte)']' or (byte)')':
                _hidden = Math.Max(0, _hidden - 1);
                _nameLength = 0;
                break;
            default:
                break;
        }
    }

    private bool IsSecret(ReadOnlySpan<byte> document, out RedactionMode mode)
    {
        NameRule rule = _hasColon ? values.OfKey(Name(document)).Rule : default;
        mode = rule.Mode;
        return rule.IsSecretIn(NamePlaces.GraphQL | NamePlaces.Body);
    }

    private ReadOnlySpan<byte> Name(ReadOnlySpan<byte> document) => document.Slice(_nameStart, _nameLength).TrimStart((byte)'$');

    private void WriteString(ReadOnlySpan<byte> document, ref int at, ref int written, bool reports, ByteBuffer output)
    {
        bool isBlock = document[at..].StartsWith("\"\"\""u8);
        int quotes = isBlock ? 3 : 1;
        int start = at + quotes;
        int end = EndOfString(document, start, isBlock);
        at = Math.Min(end + quotes, document.Length);
        WriteValue(document, start, end, isString: true, ref written, reports, output);
    }

    private void WriteValue(ReadOnlySpan<byte> document, int start, int end, bool isString, ref int written, bool reports, ByteBuffer output)
    {
        if (start >= end)
        {
            return;
        }

        bool isSecret = IsSecret(document, out RedactionMode mode);
        ReadOnlySpan<byte> raw = document[start..end];
        ReadOnlySpan<byte> name = _hasColon ? Name(document) : default;
        ReadOnlySpan<byte> plain = raw;
        bool hasEscapes = isString && raw.Contains((byte)'\\');
        if (hasEscapes)
        {
            _plain.Clear();
            JsonEscapes.Unescape(raw, _plain);
            plain = _plain.Written;
        }

        _changed.Clear();
        if (values.Rules!.TypesOnly)
        {
            values.Detect(name, plain);
            values.Hide(RedactionMode.Types, plain, isString ? "string"u8 : "number"u8, _changed);
        }
        else if (isSecret || _hidden > 0)
        {
            values.HideSecret(isSecret ? mode : _hiddenMode, name, plain, _changed);
        }
        else if (!values.OfKey(name).Rule.IsAllowedIn(NamePlaces.GraphQL))
        {
            strings.TryWrite(plain, name, NamePlaces.GraphQL | NamePlaces.Body, _changed);
        }

        if (_changed.Length > 0)
        {
            output.Append(document[written..start]);
            WriteChanged(isString, hasEscapes, output);
            written = end;
        }

        if (reports && values.HasFound)
        {
            values.Report(PlaceKind.Body, name);
        }
    }

    private void WriteChanged(bool isString, bool hasEscapes, ByteBuffer output)
    {
        output.Append(isString ? default : "\""u8);
        if (hasEscapes)
        {
            JsonEscapes.Escape(_changed.Written, output);
        }
        else
        {
            output.Append(_changed.Written);
        }

        output.Append(isString ? default : "\""u8);
    }

    private static int EndOfString(ReadOnlySpan<byte> document, int at, bool isBlock)
    {
        while (at < document.Length && document[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var next)
        {
            at += next;
            if (document[at] == '\\')
            {
                at += 2;
            }
            else if (!isBlock || document[at..].StartsWith("\"\"\""u8))
            {
                return at;
            }
            else
            {
                at++;
            }
        }

        return document.Length;
    }

    private static int EndOf(ReadOnlySpan<byte> document, int at, SearchValues<byte> bytes) =>
        document[at..].IndexOfAnyExcept(bytes) is >= 0 and var end ? at + end : document.Length;
}
