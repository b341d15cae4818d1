namespace PodMirror.Spans;

/// <summary>
/// Decides about single values, whatever stands around them: what is secret by name, what looks sensitive, and what stands in its place.
/// Gathers what was found until somebody says where that was.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread.</remarks>
internal sealed class ValueRedactor
{
    // A name longer than this is cut before it is looked into: more of it is in no place.
    private const int MaxPlaceNameBytes = 4 * SensitiveFindings.MaxPlaceBytes;

    // The keys of the documents of one Pod, and 20 KiB altogether.
    private const int KeysKept = 512;

    private readonly ByteBuffer _name = new(16 * MaxPlaceNameBytes);
    private readonly NameCache<KeyVerdict>? _keys;
    private SensitiveKindSet _kinds;
    private bool _hasSecret;

    internal ValueRedactor(RedactionRules? rules)
    {
        Rules = rules;
        _keys = rules is null
            ? null
            : new NameCache<KeyVerdict>(
                KeysKept,
                key => new KeyVerdict(rules.OfKey(key), rules.Detector.TryFindNamed(key, ValueContext.None, 0, out _), ContextAutomaton.Of(key)));
    }

    /// <summary>The rules; null hides nothing.</summary>
    internal RedactionRules? Rules { get; }

    /// <summary>Where sensitive values were found.</summary>
    internal SensitiveFindings Findings { get; } = new();

    /// <summary>Whether something was found and not yet reported.</summary>
    internal bool HasFound => _hasSecret || !_kinds.IsEmpty;

    /// <summary>What is known of a key without escapes.</summary>
    internal KeyVerdict OfKey(ReadOnlySpan<byte> key) => _keys!.Of(key);

    /// <summary>The same for a key that may be percent-encoded, several times over.</summary>
    internal KeyVerdict OfEncodedKey(ReadOnlySpan<byte> key)
    {
        KeyVerdict verdict = OfKey(key);
        if (key.IndexOfAny((byte)'%', (byte)'+') < 0 || verdict.Rule.Secret != NamePlaces.None)
        {
            return verdict;
        }

        Span<byte> decoded = stackalloc byte[NormalizedName.MaxEncodedBytes];
        ReadOnlySpan<byte> end = key[Math.Max(0, key.Length - NormalizedName.MaxEncodedBytes)..];
        end.CopyTo(decoded);
        int length = end.Length;
        for (int round = 0; round < PercentDecoding.MaxRounds; round++)
        {
            int before = length;
            length = PercentDecoding.InPlace(decoded[..length]);
            if (length == before && round > 0)
            {
                break;
            }

            KeyVerdict inner = OfKey(decoded[..length]);
            NameRule rule = inner.Rule == default ? verdict.Rule : inner.Rule;
            verdict = new KeyVerdict(rule, verdict.IsSensitive || inner.IsSensitive, verdict.Context | inner.Context);
            if (inner.Rule.Secret != NamePlaces.None)
            {
                break;
            }
        }

        return verdict;
    }

    /// <summary>Writes what stands in the place of a value that is secret by its name. An empty value stays empty.</summary>
    internal void HideSecret(RedactionMode mode, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (value.IsEmpty)
        {
            return;
        }

        _hasSecret = true;
        Detect(name, value);
        Hide(mode, value, "string"u8, output);
    }

    /// <summary>Writes what stands in the place of a value.</summary>
    internal void Hide(RedactionMode mode, ReadOnlySpan<byte> value, ReadOnlySpan<byte> type, ByteBuffer output) =>
        Replacement.Write(mode, value, type, Rules!.HashKey, output);

    /// <summary>Notes that something is secret by its name.</summary>
    internal void FoundSecret() => _hasSecret = true;

    /// <summary>Notes that something of a kind was found by other means than the detector.</summary>
    internal void Found(SensitiveKind kind) => _kinds = _kinds.With(kind);

    /// <summary>Whether something sensitive is in a text.</summary>
    internal bool IsSensitive(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) => Rules!.Detector.TryFind(text, name, 0, out _);

    /// <summary>Notes the kinds of the sensitive values in a text that is not shown.</summary>
    internal void Detect(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        ValueContext context = ContextOf(name);
        int from = 0;
        while (Rules!.Detector.TryFindNamed(text, context, from, out SensitiveMatch match))
        {
            _kinds = _kinds.With(match.Kind);
            from = match.End;
        }
    }

    /// <summary>Writes a text with what looks sensitive replaced.</summary>
    /// <returns>False when there is nothing of the kind; then nothing was written.</returns>
    internal bool TryHideMatches(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, ByteBuffer output)
    {
        RedactionRules rules = Rules!;
        ValueContext context = ContextOf(name);
        int from = 0;
        while (rules.Detector.TryFindNamed(text, context, from, out SensitiveMatch match))
        {
            _kinds = _kinds.With(match.Kind);
            output.Append(text[from..match.Start]);
            HideMatch(match.Kind, text.Slice(match.Start, match.Length), output);
            from = match.End;
        }

        if (from == 0)
        {
            return false;
        }

        output.Append(text[from..]);
        return true;
    }

    /// <summary>Writes a text, with what looks sensitive replaced.</summary>
    internal void WriteMatched(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (!TryHideMatches(name, text, output))
        {
            output.Append(text);
        }
    }

    /// <summary>Says where what was found since the last report stands. A name that holds something sensitive is redacted itself.</summary>
    internal void Report(PlaceKind place, ReadOnlySpan<byte> name)
    {
        if (!HasFound)
        {
            return;
        }

        SensitiveKindSet kinds = _kinds;
        bool hasSecret = _hasSecret;
        _kinds = default;
        _hasSecret = false;
        if (Findings.IsFull || Findings.IsRepeated(kinds, hasSecret, place, name))
        {
            return;
        }

        name = Utf8Text.Cut(name, MaxPlaceNameBytes);
        _name.Clear();
        if (TryHideMatches(default, name, _name))
        {
            name = _name.Written;
        }

        // What was found in the name belongs to it, and was told when the name was written.
        Findings.Add(kinds, hasSecret, place, name);
        _kinds = default;
    }

    // A name that is not kept would be looked up in the rules too, for nothing.
    private ValueContext ContextOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? ValueContext.None : name.Length > NameCache<KeyVerdict>.MaxNameBytes ? ContextAutomaton.Of(name) : OfKey(name).Context;

    private void HideMatch(SensitiveKind kind, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        RedactionMode mode = Rules!.ModeOf(kind);
        if (kind == SensitiveKind.UrlUserInfo && mode == RedactionMode.Drop)
        {
            UserInfo.WriteHidden(value, output);
        }
        else
        {
            Hide(mode, value, "string"u8, output);
        }
    }
}
