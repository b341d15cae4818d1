using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// Whom a request was for, host and port as the client wrote them (RFC 9112 section 3.3, RFC 9113 section 8.3.1): HTTP/2's :authority,
/// else the target's where it has one (absolute-form and CONNECT's authority-form win over Host, as a server must have it), else Host.
/// </summary>
public static class RequestAuthority
{
    /// <summary>The authority without user information; empty when the request names none.</summary>
    public static ReadOnlySpan<byte> Of(in MessageView request)
    {
        if (!request.Authority.IsEmpty)
        {
            return WithoutUserInformation(request.Authority);
        }

        if (request.Method.SequenceEqual("CONNECT"u8))
        {
            return request.Target;
        }

        ReadOnlySpan<byte> ofTarget = OfTarget(request.Target);
        return ofTarget.IsEmpty ? Host(request.Fields) : ofTarget;
    }

    private static ReadOnlySpan<byte> OfTarget(ReadOnlySpan<byte> target)
    {
        int scheme = target.IndexOf("://"u8);
        if (scheme <= 0 || !FieldLines.IsToken(target[..scheme]))
        {
            return default;
        }

        ReadOnlySpan<byte> rest = target[(scheme + 3)..];
        int end = rest.IndexOfAny("/?#"u8);
        return WithoutUserInformation(end < 0 ? rest : rest[..end]);
    }

    private static ReadOnlySpan<byte> WithoutUserInformation(ReadOnlySpan<byte> authority) => authority[(authority.LastIndexOf((byte)'@') + 1)..];

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> fields)
    {
        foreach (FieldLine line in new FieldLines(fields))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, "host"u8))
            {
                return line.Value;
            }
        }

        return default;
    }
}
