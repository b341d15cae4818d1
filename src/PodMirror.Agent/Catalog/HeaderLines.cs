using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// The header fields of one message as the catalog reads them, lines of name and value, in a buffer that is used again for the next.
/// </summary>
internal sealed class HeaderLines
{
    // Fields of one message that are looked at; servers refuse requests with more than some 8 KiB of them.
    private const int MostBytes = 16_384;

    // No name of a field in use is longer, and what is beyond the value's has no format.
    private const int LongestName = 128;
    private const int LongestValue = 256;

    // Servers refuse more than some hundred.
    private const int MostLines = 128;

    private readonly byte[] _lines = new byte[MostBytes];
    private int _length;
    private int _count;
    private bool _isCut;

    /// <summary>
    /// The lines of the message that was read last; none where one was left out, as a message that is told in part would say that fields are missing.
    /// </summary>
    public ReadOnlySpan<byte> All => _isCut ? default : _lines.AsSpan(0, _length);

    /// <summary>A message begins.</summary>
    public void Begin() => (_length, _count, _isCut) = (0, 0, false);

    // As sidecars write it; other senders may not have hidden the value (docs/redaction.md).
    private static ReadOnlySpan<byte> Hidden => "REDACTED"u8;

    /// <summary>Takes a field with all its values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">A text, or several.</param>
    public void Add(ReadOnlySpan<byte> name, AnyValue values)
    {
        // Such a name is no token (RFC 9110 section 5.1), and would end its line early.
        if (name.IsEmpty || name.ContainsAny((byte)':', (byte)'\n'))
        {
            return;
        }

        if (name.Length > LongestName)
        {
            _isCut = true;
            return;
        }

        // Of secrets nothing is kept, whoever sent the span.
        bool isSecret = AuthNames.IsSecretHeader(name);
        var texts = new TextItems(values);
        while (texts.TryReadNext(out ReadOnlySpan<byte> text))
        {
            Add(name, isSecret ? Hidden : text.Length > LongestValue ? text[..LongestValue] : text);
        }
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_lines.Length - _length < name.Length + value.Length + 2 || ++_count > MostLines)
        {
            _isCut = true;
            return;
        }

        Span<byte> line = _lines.AsSpan(_length);
        name.CopyTo(line);
        line[name.Length] = (byte)':';
        Span<byte> behind = line.Slice(name.Length + 1, value.Length);
        value.CopyTo(behind);
        behind.Replace((byte)'\n', (byte)' ');
        line[name.Length + 1 + value.Length] = (byte)'\n';
        _length += name.Length + value.Length + 2;
    }
}
