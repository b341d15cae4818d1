namespace PodMirror.Protocols;

/// <summary>Arithmetic on sequence numbers, which wrap (RFC 9293 section 3.4).</summary>
internal static class Sequence
{
    /// <summary>How far one number lies after another; negative when before. In [-2^31, 2^31).</summary>
    public static int Distance(uint from, uint to) => (int)(to - from);

    /// <summary>Whether a number lies before another.</summary>
    public static bool Before(uint left, uint right) => (int)(left - right) < 0;

    /// <summary>Whether a number lies after another.</summary>
    public static bool After(uint left, uint right) => (int)(left - right) > 0;

    /// <summary>The later of two.</summary>
    public static uint Max(uint left, uint right) => After(left, right) ? left : right;

    /// <summary>The earlier of two.</summary>
    public static uint Min(uint left, uint right) => Before(left, right) ? left : right;
}
