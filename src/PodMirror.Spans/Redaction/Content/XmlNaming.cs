using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// What a tag says of the value that its element holds: by the element's name, and by the attributes that name things, wherever in the tag they
/// stand. <c>&lt;input value="x" name="password"></c>, <c>&lt;add key="password" value="x"/></c>, <c>&lt;field name="pesel">x&lt;/field></c>.
/// </summary>
/// <param name="values">Knows the names.</param>
internal sealed class XmlNaming(ValueRedactor values)
{
    // Detectors look at so many letters of a name.
    private const int MaxBytes = ContextAutomaton.MaxLetters;

    // Two of these and what joins them are as many bytes. The word that tells stands at the end of long names ("ctl00$Main$txtCardNumber").
    private const int MaxNameBytes = (MaxBytes / 2) - 1;

    private readonly byte[] _context = new byte[MaxBytes];
    private int _start;

    /// <summary>The names, joined by spaces, as context for the detectors; as many as there is room for, the element's own first.</summary>
    internal ReadOnlySpan<byte> Context => _context.AsSpan(_start);

    /// <summary>What the rules say of the names: the first that is secret, else the first that the rules know.</summary>
    internal NameRule Rule { get; private set; }

    /// <summary>Whether an attribute holds the value of its element, and has no name of its own.</summary>
    internal static bool IsValue(ReadOnlySpan<byte> name) => Is(name, "value"u8) || Is(name, "content"u8) || Is(name, "data"u8);

    /// <summary>Reads a tag.</summary>
    /// <param name="element">The element's name, without prefix.</param>
    /// <param name="tag">What follows the name.</param>
    internal void Read(ReadOnlySpan<byte> element, ReadOnlySpan<byte> tag)
    {
        _start = MaxBytes;
        Rule = values.OfKey(element).Rule;
        var attributes = new XmlAttributes(tag);
        while (attributes.MoveNext())
        {
            if (IsNaming(XmlElement.LocalName(attributes.Name)))
            {
                Add(attributes.Value);
            }
        }

        Prepend(element);
    }

    private void Add(ReadOnlySpan<byte> name)
    {
        NameRule rule = values.OfKey(name).Rule;
        bool isSecret = !Rule.IsSecretIn(NamePlaces.Body) && rule.IsSecretIn(NamePlaces.Body);
        Rule = isSecret || Rule == default ? rule : Rule;
        Prepend(name);
    }

    private void Prepend(ReadOnlySpan<byte> name)
    {
        int gap = _start < MaxBytes ? 1 : 0;
        int length = Math.Min(Math.Min(name.Length, MaxNameBytes), _start - gap);
        if (length <= 0)
        {
            return;
        }

        _start -= gap;
        _context.AsSpan(_start, gap).Fill((byte)' ');
        _start -= length;
        name[^length..].CopyTo(_context.AsSpan(_start));
    }

    // The HTML standard's own names of fields are autocomplete's (cc-number, bday), and those of microdata and RDFa.
    private static bool IsNaming(ReadOnlySpan<byte> name) =>
        Is(name, "name"u8) || Is(name, "key"u8) || Is(name, "id"u8) || Is(name, "type"u8)
        || Is(name, "autocomplete"u8) || Is(name, "itemprop"u8) || Is(name, "property"u8);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(name, lowerCase);
}
