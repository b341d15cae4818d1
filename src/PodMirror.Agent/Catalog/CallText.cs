using System.Globalization;
using System.Text;

namespace PodMirror.Agent.Catalog;

/// <summary>The texts of one call as characters, in one array that is used again for the next.</summary>
internal sealed class CallText
{
    private char[] _text = new char[4096];
    private int _length;

    /// <summary>A call begins.</summary>
    /// <param name="bytes">UTF-8 of all its texts together; it has no more characters than bytes.</param>
    public void Begin(int bytes)
    {
        _length = 0;
        if (_text.Length < bytes)
        {
            _text = new char[int.Max(bytes, 2 * _text.Length)];
        }
    }

    /// <summary>Adds a text, which lives until the next call.</summary>
    public ReadOnlySpan<char> Add(scoped ReadOnlySpan<byte> utf8)
    {
        int written = Encoding.UTF8.GetChars(utf8, _text.AsSpan(_length));
        _length += written;
        return _text.AsSpan(_length - written, written);
    }

    /// <summary>Adds two words with a space between them, or the one that there is.</summary>
    public ReadOnlySpan<char> AddWords(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second)
    {
        int start = _length;
        Add(first);
        Add(first.IsEmpty || second.IsEmpty ? default : " "u8);
        Add(second);
        return _text.AsSpan(start, _length - start);
    }

    /// <summary>Adds a host with its port; an address of IPv6 in brackets (RFC 3986 section 3.2.2).</summary>
    public ReadOnlySpan<char> AddWithPort(scoped ReadOnlySpan<byte> host, long port)
    {
        int start = _length;
        bool isIpv6 = host.Contains((byte)':');
        Add(isIpv6 ? "["u8 : default);
        Add(host);
        Add(isIpv6 ? "]:"u8 : ":"u8);
        port.TryFormat(_text.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        return _text.AsSpan(start, _length - start);
    }
}
