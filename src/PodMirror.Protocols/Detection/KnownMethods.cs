using System.Collections.Frozen;
using System.Text;

namespace PodMirror.Protocols;

/// <summary>The methods of the IANA registry, and those of UPnP over HTTP, which are common without being registered.</summary>
internal static class KnownMethods
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LABEL", "LINK", "LOCK", "MERGE",
        "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "OPTIONS", "ORDERPATCH", "PATCH", "POST", "PROPFIND",
        "PROPPATCH", "PUT", "QUERY", "REBIND", "REPORT", "SEARCH", "TRACE", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE",
        "UPDATEREDIRECTREF", "VERSION-CONTROL", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "PURGE");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the bytes are a known method; at most <see cref="ContentSniffer.MaxMethodBytes"/> of them.</summary>
    public static bool Contains(ReadOnlySpan<byte> method)
    {
        Span<char> name = stackalloc char[ContentSniffer.MaxMethodBytes];
        return Ascii.ToUtf16(method, name, out int length) == System.Buffers.OperationStatus.Done && Lookup.Contains(name[..length]);
    }
}
