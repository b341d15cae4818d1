namespace PodMirror.Spans;

/// <summary>
/// What is secret: by name, by path, and by what values look like; and what stands in its place. The lists and the reasons are in
/// docs/redaction.md. Immutable, so every thread may share it.
/// </summary>
public sealed class RedactionRules
{
    private static readonly byte[][] FieldEndings = [.. BuiltInNames.SecretFieldEndings.Select(NormalizedName.Of)];
    private static readonly byte[][] KeyEndings = [.. BuiltInNames.SecretKeyEndings.Select(NormalizedName.Of)];

    private readonly NameTable<FieldVerdict> _fields;
    private readonly NameTable<NameRule> _keys;
    private readonly RedactionMode[] _kindModes;
    private readonly byte[]? _hashKey;

    internal RedactionRules(RuleLists lists)
    {
        _hashKey = lists.HashKey;
        NamesMode = Usable(lists.NamesMode);
        _fields = new NameTable<FieldVerdict>(FieldsOf(lists));
        _keys = new NameTable<NameRule>(KeysOf(lists));
        _kindModes = [.. lists.KindModes.Select(Usable)];
        Paths = new JsonPathSet([.. lists.SecretPaths.Select(rule => (rule.Path, Usable(rule.Mode ?? lists.NamesMode)))], lists.AllowedPaths);
        Detector = new ValueDetector(lists.Kinds);
        TypesOnly = lists.TypesOnly;
    }

    /// <summary>The built-in rules.</summary>
    public static RedactionRules Default { get; } = new(new RuleLists());

    /// <summary>Whether a rule asks for a hash and there is no key for it: what it finds is dropped instead.</summary>
    public bool HasHashWithoutKey { get; private set; }

    /// <summary>Finds values by their looks.</summary>
    internal ValueDetector Detector { get; }

    /// <summary>The rules that are paths.</summary>
    internal JsonPathSet Paths { get; }

    /// <summary>Whether of bodies only the types of their values leave.</summary>
    internal bool TypesOnly { get; }

    /// <summary>How values are hidden that are secret by name and have no mode of their own.</summary>
    internal RedactionMode NamesMode { get; }

    /// <summary>The key of hashes; empty when there is none, and then no rule has the mode.</summary>
    internal ReadOnlySpan<byte> HashKey => _hashKey;

    /// <summary>The built-in rules and more names. Names are compared without regard to case, hyphens and underscores.</summary>
    /// <param name="fields">Header fields whose whole values are secret.</param>
    /// <param name="queryKeys">Query keys whose values are secret.</param>
    public static RedactionRules With(IEnumerable<string> fields, IEnumerable<string> queryKeys)
    {
        var lists = new RuleLists();
        lists.Secret.AddRange(fields.Select(static name => (name, NamePlaces.Header, (RedactionMode?)null)));
        lists.Secret.AddRange(queryKeys.Select(static name => (name, NamePlaces.Query | NamePlaces.Form, (RedactionMode?)null)));
        return new RedactionRules(lists);
    }

    /// <summary>Whether a header field holds a secret by its name: one that is hidden whole, credentials, or cookies.</summary>
    /// <param name="field">The field's name.</param>
    public bool IsSecret(ReadOnlySpan<byte> field) =>
        OfField(field).Rule is FieldRule.Secret or FieldRule.Credentials or FieldRule.Cookie or FieldRule.SetCookie;

    /// <summary>Whether a key of a query, of a form or of JSON holds a secret by its name.</summary>
    /// <param name="key">The key, free of percent-encoding and escapes.</param>
    public bool IsSecretKey(ReadOnlySpan<byte> key) => OfKey(key).IsSecretIn(NamePlaces.Keys);

    /// <summary>How a kind is hidden.</summary>
    internal RedactionMode ModeOf(SensitiveKind kind) => _kindModes[(int)kind];

    /// <summary>What of the field's value may leave.</summary>
    internal FieldVerdict OfField(ReadOnlySpan<byte> name)
    {
        Span<byte> room = stackalloc byte[NormalizedName.MaxBytes];
        ReadOnlySpan<byte> normalized = room[..NormalizedName.Write(name, room)];
        if (_fields.TryFind(normalized, out FieldVerdict verdict))
        {
            return verdict;
        }

        return new FieldVerdict(EndsWithAny(normalized, FieldEndings) ? FieldRule.Secret : FieldRule.Plain, NamesMode);
    }

    /// <summary>What is said about a key: free of percent-encoding and escapes.</summary>
    internal NameRule OfKey(ReadOnlySpan<byte> key)
    {
        NameRule rule = OfWord(key);
        if (rule != default)
        {
            return rule;
        }

        // user[password], auth.token[0]: frameworks nest keys, and any part of one tells.
        while (key.IndexOfAny("[]."u8) is >= 0 and var cut)
        {
            rule = OfWord(key[..cut]);
            if (rule.Secret != NamePlaces.None)
            {
                return rule;
            }

            key = key[(cut + 1)..];
        }

        return OfWord(key);
    }

    private static bool EndsWithAny(ReadOnlySpan<byte> name, byte[][] endings)
    {
        foreach (byte[] ending in endings)
        {
            if (name.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    private NameRule OfWord(ReadOnlySpan<byte> word)
    {
        Span<byte> room = stackalloc byte[NormalizedName.MaxBytes];
        ReadOnlySpan<byte> normalized = room[..NormalizedName.Write(word, room)];
        if (normalized.IsEmpty)
        {
            return default;
        }

        if (_keys.TryFind(normalized, out NameRule rule))
        {
            return rule;
        }

        // password1 and password2 are the two fields of a form that asks twice.
        ReadOnlySpan<byte> unnumbered = normalized.TrimEnd("0123456789"u8);
        return _keys.TryFind(unnumbered, out rule) ? rule
            : EndsWithAny(unnumbered, KeyEndings) ? new NameRule(NamePlaces.Keys, NamePlaces.None, NamesMode)
            : default;
    }

    private List<KeyValuePair<string, FieldVerdict>> FieldsOf(RuleLists lists)
    {
        var fields = new List<KeyValuePair<string, FieldVerdict>>();
        void AddAll(IEnumerable<string> names, FieldRule rule) =>
            fields.AddRange(names.Select(name => KeyValuePair.Create(name, new FieldVerdict(rule, NamesMode))));
        AddAll(["Cookie", "Cookie2"], FieldRule.Cookie);
        AddAll(["Set-Cookie", "Set-Cookie2"], FieldRule.SetCookie);
        AddAll(["Link"], FieldRule.Link);
        AddAll(["Sec-WebSocket-Protocol"], FieldRule.Protocols);
        AddAll(BuiltInNames.BenignFields, FieldRule.Benign);
        AddAll(BuiltInNames.UrlFields, FieldRule.Url);
        AddAll(BuiltInNames.AuthorityFields, FieldRule.Authority);
        AddAll(BuiltInNames.CredentialFields, FieldRule.Credentials);
        AddAll(BuiltInNames.SecretFields, FieldRule.Secret);
        foreach ((string name, _, RedactionMode? mode) in lists.Secret.Where(static rule => rule.Places.HasFlag(NamePlaces.Header)))
        {
            fields.Add(new(name, new FieldVerdict(FieldRule.Secret, Usable(mode ?? lists.NamesMode))));
        }

        AddAll(lists.Allowed.Where(static rule => rule.Places.HasFlag(NamePlaces.Header)).Select(static rule => rule.Name), FieldRule.Benign);
        return fields;
    }

    private Dictionary<string, NameRule> KeysOf(RuleLists lists)
    {
        Dictionary<string, NameRule> keys = BuiltInNames.SecretKeyNames
            .Select(Normal).Distinct().ToDictionary(static name => name, _ => new NameRule(NamePlaces.Keys, NamePlaces.None, NamesMode));
        foreach ((string name, NamePlaces places, RedactionMode? mode) in lists.Secret.Where(static rule => (rule.Places & NamePlaces.Keys) != 0))
        {
            NameRule known = Known(keys, name);
            keys[Normal(name)] = known with { Secret = known.Secret | places, Mode = Usable(mode ?? lists.NamesMode) };
        }

        foreach ((string name, NamePlaces places) in lists.Allowed.Where(static rule => (rule.Places & NamePlaces.Keys) != 0))
        {
            NameRule known = Known(keys, name);
            keys[Normal(name)] = known with { Allowed = known.Allowed | places };
        }

        return keys;
    }

    // A name that is listed is looked up before its ending is, and so has to know what the ending says.
    private NameRule Known(Dictionary<string, NameRule> keys, string name) =>
        keys.TryGetValue(Normal(name), out NameRule rule) ? rule
            : new NameRule(EndsWithAny(NormalizedName.Of(name), KeyEndings) ? NamePlaces.Keys : NamePlaces.None, NamePlaces.None, NamesMode);

    private static string Normal(string name) => System.Text.Encoding.ASCII.GetString(NormalizedName.Of(name));

    private RedactionMode Usable(RedactionMode mode)
    {
        if (mode != RedactionMode.Hash || _hashKey is not null)
        {
            return mode;
        }

        HasHashWithoutKey = true;
        return RedactionMode.Drop;
    }
}
