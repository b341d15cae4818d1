namespace PodMirror.Spans;

/// <summary>
/// Redacts JSON (RFC 8259), one text or several, whole, cut or broken, in one pass and without recursion. Only values that are hidden
/// change; what was valid stays valid. Where the syntax breaks, all that is left is redacted as text first, and then read on loosely.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="texts">Takes over where the syntax breaks.</param>
/// <param name="strings">Looks into strings.</param>
internal sealed class JsonRedactor(ValueRedactor values, TextRedactor texts, StringRedactor strings)
{
    // No kind of number that is looked for has fewer digits.
    private const int MinNumberBytes = 6;

    private readonly JsonScope _scope = new(values);

    // Redaction makes one byte into ten at most: a digit into "REDACTED" with its quotes.
    private readonly ByteBuffer _rest = new(10 * BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _plain = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _changed = new(10 * BodyDecoder.MaxLayerBytes);
    private bool _isLoose;

    /// <summary>Whether the document goes on beyond its end: then the last token may be half of a value.</summary>
    internal bool IsCut { get; set; }

    /// <summary>Writes a document with its secrets replaced.</summary>
    /// <param name="json">The document.</param>
    /// <param name="names">The lists of names that hold for its keys.</param>
    /// <param name="reports">Whether places are reported; else the string's that holds the document is told by others.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False when there is nothing to hide; then nothing was written.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> json, NamePlaces names, bool reports, ByteBuffer output)
    {
        _scope.Begin(names, reports);
        _isLoose = false;
        var cursor = new JsonCursor(json) { At = json.StartsWith("\uFEFF"u8) ? 3 : 0 };
        while (!cursor.IsAtEnd)
        {
            ReadToken(ref cursor, output);
        }

        cursor.Finish(output);
        return cursor.HasChanged;
    }

    private void ReadToken(ref JsonCursor cursor, ByteBuffer output)
    {
        switch (cursor.Text[cursor.At])
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':' or (byte)'=':
                cursor.At++;
                break;
            case (byte)'"':
                ReadString(ref cursor, output);
                break;
            case (byte)',':
                _scope.DropKey();
                cursor.At++;
                break;
            case (byte)'{' or (byte)'[':
                _scope.Open(cursor, isArray: cursor.Text[cursor.At] == '[');
                cursor.At++;
                break;
            case (byte)'}' or (byte)']':
                _scope.Close(isArray: cursor.Text[cursor.At] == ']');
                cursor.At++;
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                int number = cursor.ReadNumber();
                WriteScalar(ref cursor, number, isNumber: true, output);
                break;
            default:
                ReadWord(ref cursor, output);
                break;
        }
    }

    private void ReadString(ref JsonCursor cursor, ByteBuffer output)
    {
        JsonString text = cursor.ReadString(_isLoose);
        if (text.IsWhole && cursor.IsBeforeColon())
        {
            ReadKey(ref cursor, text, output);
        }
        else
        {
            WriteString(ref cursor, text, output);
        }
    }

    // In a map from mailboxes to people the key is the value.
    private void ReadKey(ref JsonCursor cursor, JsonString key, ByteBuffer output)
    {
        if (_scope.TakeKey(cursor, key))
        {
            ReadOnlySpan<byte> name = _scope.Name(cursor);
            _changed.Clear();
            values.WriteMatched(default, name, _changed);
            cursor.Replace(key.Start, key.Length, output);
            JsonEscapes.Escape(_changed.Written, output);
            _scope.Report(name);
        }
    }

    private void WriteString(ref JsonCursor cursor, JsonString text, ByteBuffer output)
    {
        ReadOnlySpan<byte> raw = cursor.Text.Slice(text.Start, text.Length);
        if (!raw.IsEmpty)
        {
            ReadOnlySpan<byte> plain = raw;
            if (text.HasEscapes)
            {
                _plain.Clear();
                JsonEscapes.Unescape(raw, _plain);
                plain = _plain.Written;
            }

            WriteString(ref cursor, text, plain, output);
        }

        EndValue();
    }

    private void WriteString(ref JsonCursor cursor, JsonString text, ReadOnlySpan<byte> plain, ByteBuffer output)
    {
        ReadOnlySpan<byte> name = _scope.Name(cursor);
        PathVerdict verdict = _scope.Verdict(name, out RedactionMode mode);
        _scope.TakePair(name, plain);
        if (values.Rules!.TypesOnly || _scope.IsHidden || verdict == PathVerdict.Secret)
        {
            cursor.Replace(text.Start, text.Length, output);
            WriteHidden(verdict, mode, name, plain, "string"u8, output);
        }
        else if (verdict == PathVerdict.None)
        {
            WriteShown(ref cursor, text, name, plain, output);
        }

        _scope.Report(name);
    }

    private void WriteShown(ref JsonCursor cursor, JsonString text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> plain, ByteBuffer output)
    {
        int tail = text.IsWhole ? 0 : CutTail.Length(plain);
        _changed.Clear();
        bool isChanged = strings.TryWrite(plain[..^tail], name, _scope.Names, _changed);
        if (!isChanged && tail == 0)
        {
            return;
        }

        _changed.Append(isChanged ? default : plain[..^tail]);
        _changed.Append(tail > 0 ? Redactor.Placeholder : default);
        cursor.Replace(text.Start, text.Length, output);
        if (text.HasEscapes)
        {
            JsonEscapes.Escape(_changed.Written, output);
        }
        else
        {
            output.Append(_changed.Written);
        }
    }

    private void WriteHidden(
        PathVerdict verdict, RedactionMode mode, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> type, ByteBuffer output)
    {
        values.Detect(name, value);
        if (verdict == PathVerdict.Secret)
        {
            values.FoundSecret();
        }
        else
        {
            mode = _scope.HiddenMode;
        }

        values.Hide(values.Rules!.TypesOnly ? RedactionMode.Types : mode, value, type, output);
    }

    // A number, true or false, from the offset to the cursor. What is hidden of it becomes a string.
    private void WriteScalar(ref JsonCursor cursor, int start, bool isNumber, ByteBuffer output)
    {
        ReadOnlySpan<byte> name = _scope.Name(cursor);
        ReadOnlySpan<byte> value = cursor.Text[start..cursor.At];
        PathVerdict verdict = _scope.Verdict(name, out RedactionMode mode);

        // Whether somebody has a password is no secret: true says nothing under a name, only where a rule points at it.
        bool isSecret = verdict == PathVerdict.Secret && (isNumber || !values.OfKey(name).Rule.IsSecretIn(NamePlaces.All));
        _changed.Clear();
        if (values.Rules!.TypesOnly || _scope.IsHidden || isSecret)
        {
            WriteHidden(verdict, mode, name, value, isNumber ? "number"u8 : "boolean"u8, _changed);
        }
        else if (IsCut && cursor.IsAtEnd)
        {
            _changed.Append(Redactor.Placeholder);
        }
        else if (isNumber && verdict == PathVerdict.None && value.Length >= MinNumberBytes)
        {
            values.TryHideMatches(name, value, _changed);
        }

        if (_changed.Length > 0)
        {
            cursor.Replace(start, value.Length, output);
            output.Append((byte)'"');
            output.Append(_changed.Written);
            output.Append((byte)'"');
        }

        _scope.Report(name);
        EndValue();
    }

    private void ReadWord(ref JsonCursor cursor, ByteBuffer output)
    {
        int start = cursor.ReadWord();
        ReadOnlySpan<byte> word = cursor.Text[start..cursor.At];
        if (word.SequenceEqual("null"u8))
        {
            EndValue();
        }
        else if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8))
        {
            WriteScalar(ref cursor, start, isNumber: false, output);
        }
        else if (word.SequenceEqual("NaN"u8) || word.SequenceEqual("Infinity"u8))
        {
            WriteScalar(ref cursor, start, isNumber: true, output);
        }
        else
        {
            cursor.At = start;
            ReadBroken(ref cursor, output);
        }
    }

    private void ReadBroken(ref JsonCursor cursor, ByteBuffer output)
    {
        if (!_isLoose)
        {
            _isLoose = true;
            _rest.Clear();
            if (texts.TryWrite(cursor.Text[cursor.At..], _scope.Name(cursor), _scope.Names, _rest))
            {
                _scope.KeepKey(cursor);
                cursor.Continue(_rest.Written, output);
                _scope.Report(default);
                return;
            }
        }

        int start = cursor.ReadBare();
        if (cursor.IsBeforeColon())
        {
            ReadKey(ref cursor, new JsonString(start, cursor.At - start, hasEscapes: false, isWhole: true), output);
        }
        else
        {
            WriteScalar(ref cursor, start, isNumber: true, output);
        }
    }

    // Where quotes are missing, what follows a value up to the comma may still be part of it.
    private void EndValue()
    {
        if (!_isLoose)
        {
            _scope.DropKey();
        }
    }
}
