using System.Text;

namespace PodMirror.Spans;

/// <summary>The element in which a text stands, and the secret one around it: all within that is hidden until its own end tag.</summary>
internal sealed class XmlElement
{
    // A longer name is told by its beginning.
    private const int MaxNameBytes = 128;

    private readonly byte[] _name = new byte[MaxNameBytes];
    private readonly byte[] _secret = new byte[MaxNameBytes];
    private readonly byte[] _context = new byte[ContextAutomaton.MaxLetters];
    private int _nameLength;
    private int _secretLength;
    private int _contextLength;
    private int _sameInside;
    private int _depth;
    private bool _mayHaveNoEnd;

    /// <summary>The local name of the element that was opened last, until one is closed.</summary>
    internal ReadOnlySpan<byte> Name => LocalName(_name.AsSpan(0, _nameLength));

    /// <summary>All names that this element has.</summary>
    internal ReadOnlySpan<byte> Context => _context.AsSpan(0, _contextLength);

    /// <summary>Whether its text is shown, whatever it looks like.</summary>
    internal bool IsAllowed { get; private set; }

    /// <summary>Whether texts are within a secret element.</summary>
    internal bool IsHidden => _secretLength > 0;

    /// <summary>How they are hidden.</summary>
    internal RedactionMode HiddenMode { get; private set; }

    /// <summary>A name without its prefix (Namespaces in XML 1.0 section 4).</summary>
    internal static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> name) => name[(name.LastIndexOf((byte)':') + 1)..];

    /// <summary>Begins a document.</summary>
    internal void Clear()
    {
        Leave();
        _secretLength = 0;
    }

    /// <summary>Takes a start tag.</summary>
    internal void Open(ReadOnlySpan<byte> name, XmlNaming naming)
    {
        name = Cut(name);
        name.CopyTo(_name);
        _nameLength = name.Length;
        IsAllowed = naming.Rule.IsAllowedIn(NamePlaces.Body);

        // <property name="pesel"><value>: the one around it bears the name.
        if (_contextLength == 0 || !XmlNaming.IsValue(LocalName(name)))
        {
            _contextLength = naming.Context.Length;
            naming.Context.CopyTo(_context);
        }

        if (IsHidden)
        {
            _depth++;
            _sameInside += IsSecretName(name) ? 1 : 0;
        }
        else if (naming.Rule.IsSecretIn(NamePlaces.Body))
        {
            name.CopyTo(_secret);
            _secretLength = name.Length;
            _sameInside = 0;
            _depth = 0;
            _mayHaveNoEnd = IsVoid(name);
            HiddenMode = naming.Rule.Mode;
        }
    }

    /// <summary>Takes an end tag.</summary>
    internal void Close(ReadOnlySpan<byte> name)
    {
        Leave();
        if (!IsHidden)
        {
            return;
        }

        // The end of what is around a field of HTML, which has no end tag itself.
        bool isAround = --_depth < 0 && _mayHaveNoEnd;
        if (isAround || (IsSecretName(Cut(name)) && --_sameInside < 0))
        {
            _secretLength = 0;
        }
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> name) => Utf8Text.Cut(name, MaxNameBytes);

    // Those of HTML's void elements (section 13.1.2) that have values.
    private static bool IsVoid(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "input"u8) || Ascii.EqualsIgnoreCase(name, "meta"u8) || Ascii.EqualsIgnoreCase(name, "param"u8);

    private void Leave()
    {
        _nameLength = 0;
        _contextLength = 0;
        IsAllowed = false;
    }

    private bool IsSecretName(ReadOnlySpan<byte> name) => name.SequenceEqual(_secret.AsSpan(0, _secretLength));
}
