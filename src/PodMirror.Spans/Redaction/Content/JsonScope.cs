namespace PodMirror.Spans;

/// <summary>Where in a document of JSON the reader is, and what the rules say about the value at hand.</summary>
/// <param name="values">Has the rules.</param>
internal sealed class JsonScope(ValueRedactor values)
{
    // Of variables and header fields; a longer text is no name.
    private const int MaxPairNameBytes = 64;

    private readonly JsonLevels _levels = new();
    private readonly ByteBuffer _key = new(BodyDecoder.MaxLayerBytes);
    private JsonString _keyPlace;
    private KeyVerdict _keyVerdict;
    private bool _reports;
    private NamePlaces _names;

    // All within the container at this depth is hidden; 0 where nothing is.
    private int _hiddenDepth;

    // A bit for each depth at which a member called value stands beside a name that is secret.
    private ulong _pairs;
    private RedactionMode _pairMode;

    /// <summary>Whether the value at hand has a key of its own.</summary>
    internal bool HasKey { get; private set; }

    /// <summary>Whether the value at hand is within a container that is hidden.</summary>
    internal bool IsHidden => _hiddenDepth > 0;

    /// <summary>How that container is hidden.</summary>
    internal RedactionMode HiddenMode { get; private set; }

    /// <summary>Begins a document.</summary>
    /// <param name="names">The lists of names that hold for its keys.</param>
    /// <param name="reports">Whether places are reported.</param>
    internal void Begin(NamePlaces names, bool reports)
    {
        _levels.Clear();
        _names = names;
        _reports = reports;
        HasKey = false;
        _hiddenDepth = 0;
        _pairs = 0;
    }

    /// <summary>Takes a key, for the value that follows.</summary>
    /// <returns>Whether the key itself is sensitive.</returns>
    internal bool TakeKey(scoped in JsonCursor cursor, JsonString key)
    {
        _keyPlace = key;
        HasKey = true;
        if (key.HasEscapes)
        {
            _key.Clear();
            JsonEscapes.Unescape(cursor.Text.Slice(key.Start, key.Length), _key);
        }

        _keyVerdict = values.OfKey(Name(cursor));
        return _keyVerdict.IsSensitive;
    }

    /// <summary>Keeps the key when the text in which it stands is about to be left.</summary>
    internal void KeepKey(scoped in JsonCursor cursor)
    {
        if (HasKey && !_keyPlace.HasEscapes)
        {
            _key.Clear();
            _key.Append(Name(cursor));
            _keyPlace = new JsonString(0, 0, hasEscapes: true, isWhole: true);
        }
    }

    /// <summary>Forgets the key.</summary>
    internal void DropKey() => HasKey = false;

    /// <summary>The name of the value at hand: its key without escapes, or that of the array around it.</summary>
    internal ReadOnlySpan<byte> Name(scoped in JsonCursor cursor) =>
        !HasKey ? _levels.ArrayName : _keyPlace.HasEscapes ? _key.Written : cursor.Text.Slice(_keyPlace.Start, _keyPlace.Length);

    /// <summary>Looks whether a string names what stands beside it: <c>{"name":"DB_PASSWORD","value":"x"}</c>.</summary>
    internal void TakePair(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        bool isName = HasKey && text.Length <= MaxPairNameBytes && (name.SequenceEqual("name"u8) || name.SequenceEqual("key"u8)
            || name.SequenceEqual("Name"u8) || name.SequenceEqual("Key"u8) || name.SequenceEqual("header"u8));
        if (isName)
        {
            NameRule rule = values.OfKey(text).Rule;
            bool isSecret = rule.IsSecretIn(Names);
            _pairs = isSecret ? _pairs | Bit(_levels.Depth) : _pairs & ~Bit(_levels.Depth);
            _pairMode = isSecret ? rule.Mode : _pairMode;
        }
    }

    /// <summary>The lists of names that hold here.</summary>
    internal NamePlaces Names => _names | (_levels.IsInVariables ? NamePlaces.GraphQL : NamePlaces.None);

    /// <summary>Opens a container as the value at hand.</summary>
    internal void Open(scoped in JsonCursor cursor, bool isArray)
    {
        ReadOnlySpan<byte> name = Name(cursor);
        ulong fitting = _levels.Fitting(values.Rules!.Paths, name, HasKey);
        PathVerdict verdict = Verdict(name, fitting, out RedactionMode mode);
        if (verdict == PathVerdict.Secret && !IsHidden)
        {
            _hiddenDepth = _levels.Depth + 1;
            HiddenMode = mode;
            values.FoundSecret();
            Report(name);
        }

        _levels.Open(HasKey && _keyVerdict.IsSensitive ? "*"u8 : name, HasKey, isArray, verdict == PathVerdict.Allowed, fitting);
        HasKey = false;
    }

    /// <summary>Closes the innermost container. A bracket that closes nothing ends no hiding.</summary>
    internal void Close(bool isArray)
    {
        if (IsHidden && !_levels.MayClose(isArray))
        {
            return;
        }

        _levels.Close();
        _hiddenDepth = _levels.Depth < _hiddenDepth ? 0 : _hiddenDepth;
        _pairs &= Bit(_levels.Depth) | (Bit(_levels.Depth) - 1);
        HasKey = false;
    }

    /// <summary>What the rules say about the value at hand, by its name and by its path.</summary>
    internal PathVerdict Verdict(ReadOnlySpan<byte> name, out RedactionMode mode) =>
        Verdict(name, _levels.Fitting(values.Rules!.Paths, name, HasKey), out mode);

    /// <summary>Reports what was found in the value at hand.</summary>
    internal void Report(ReadOnlySpan<byte> name)
    {
        if (_reports && values.HasFound)
        {
            values.Report(PlaceKind.Body, _levels.PathOf(HasKey && _keyVerdict.IsSensitive ? "*"u8 : name, HasKey));
        }
    }

    // Deeper levels share the last bit: there more is hidden.
    private static ulong Bit(int depth) => 1UL << Math.Min(depth, JsonLevels.MaxDepth - 1);

    private PathVerdict Verdict(ReadOnlySpan<byte> name, ulong fitting, out RedactionMode mode)
    {
        NameRule rule = HasKey ? _keyVerdict.Rule : default;
        mode = rule.Mode;
        if (fitting != 0 && values.Rules!.Paths.Verdict(fitting, _levels.Depth, out RedactionMode pathMode) is not PathVerdict.None and var path)
        {
            mode = pathMode;
            return path;
        }

        bool isPaired = (_pairs & Bit(_levels.Depth)) != 0 && HasKey && rule == default;
        if (isPaired && (name.SequenceEqual("value"u8) || name.SequenceEqual("Value"u8)))
        {
            mode = _pairMode;
            return PathVerdict.Secret;
        }

        return rule.IsAllowedIn(Names) || (!HasKey && _levels.IsAllowedArray) ? PathVerdict.Allowed
            : rule.IsSecretIn(Names) ? PathVerdict.Secret
            : PathVerdict.None;
    }
}
