namespace PodMirror.Spans;

/// <summary>The element in which a text stands, and the secret one around it: all within that is hidden until its own end tag.</summary>
internal sealed class XmlElement
{
    // A longer name is told by its beginning.
    private const int MaxNameBytes = 128;

    private readonly byte[] _name = new byte[MaxNameBytes];
    private readonly byte[] _secret = new byte[MaxNameBytes];
    private int _nameLength;
    private int _secretLength;
    private int _sameInside;

    /// <summary>The local name of the element that was opened last, until one is closed.</summary>
    internal ReadOnlySpan<byte> Name => LocalName(_name.AsSpan(0, _nameLength));

    /// <summary>Whether texts are within a secret element.</summary>
    internal bool IsHidden => _secretLength > 0;

    /// <summary>How they are hidden.</summary>
    internal RedactionMode HiddenMode { get; private set; }

    /// <summary>A name without its prefix (Namespaces in XML 1.0 section 4).</summary>
    internal static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> name) => name[(name.LastIndexOf((byte)':') + 1)..];

    /// <summary>Begins a document.</summary>
    internal void Clear()
    {
        _nameLength = 0;
        _secretLength = 0;
    }

    /// <summary>Takes a start tag.</summary>
    internal void Open(ReadOnlySpan<byte> name, bool isSecret, RedactionMode mode)
    {
        name = Cut(name);
        name.CopyTo(_name);
        _nameLength = name.Length;
        if (IsHidden)
        {
            _sameInside += IsSecretName(name) ? 1 : 0;
        }
        else if (isSecret)
        {
            name.CopyTo(_secret);
            _secretLength = name.Length;
            _sameInside = 0;
            HiddenMode = mode;
        }
    }

    /// <summary>Takes an end tag.</summary>
    internal void Close(ReadOnlySpan<byte> name)
    {
        _nameLength = 0;
        if (IsHidden && IsSecretName(Cut(name)) && --_sameInside < 0)
        {
            _secretLength = 0;
        }
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> name) => Utf8Text.Cut(name, MaxNameBytes);

    private bool IsSecretName(ReadOnlySpan<byte> name) => name.SequenceEqual(_secret.AsSpan(0, _secretLength));
}
