namespace PodMirror.Spans;

/// <summary>A request target cut into its parts, whichever of the four forms it has (RFC 9112 section 3.2).</summary>
internal readonly ref struct TargetParts
{
    private TargetParts(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> authority, ReadOnlySpan<byte> path, ReadOnlySpan<byte> query)
    {
        Scheme = scheme;
        Authority = authority;
        Path = path;
        Query = query;
    }

    /// <summary>The scheme of an absolute form; else empty.</summary>
    internal ReadOnlySpan<byte> Scheme { get; }

    /// <summary>The authority of an absolute form, or all of CONNECT's target; else empty.</summary>
    internal ReadOnlySpan<byte> Authority { get; }

    /// <summary>The path, which is * in the asterisk form and empty in the authority form.</summary>
    internal ReadOnlySpan<byte> Path { get; }

    /// <summary>What follows the first ? or #, without it.</summary>
    internal ReadOnlySpan<byte> Query { get; }

    internal static TargetParts Of(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target)
    {
        if (method.SequenceEqual("CONNECT"u8))
        {
            return new TargetParts(default, target, default, default);
        }

        ReadOnlySpan<byte> scheme = default;
        ReadOnlySpan<byte> authority = default;
        int colon = target.IndexOf("://"u8);
        if (colon > 0 && target[..colon].IndexOfAny("/?#"u8) < 0)
        {
            scheme = target[..colon];
            authority = target[(colon + 3)..];
            int end = authority.IndexOfAny("/?#"u8);
            target = end < 0 ? "/"u8 : authority[end..];
            authority = end < 0 ? authority : authority[..end];
        }

        int query = target.IndexOfAny((byte)'?', (byte)'#');
        return query < 0
            ? new TargetParts(scheme, authority, target, default)
            : new TargetParts(scheme, authority, query == 0 ? "/"u8 : target[..query], target[(query + 1)..]);
    }
}
