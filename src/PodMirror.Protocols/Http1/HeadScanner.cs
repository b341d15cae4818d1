namespace PodMirror.Protocols;

/// <summary>Finds where a head ends: at the first empty line, its line ends being CRLF or LF.</summary>
internal static class HeadScanner
{
    /// <summary>Looks on from where an earlier look at the same head stopped.</summary>
    /// <param name="head">All bytes of the head that there are.</param>
    /// <param name="scanned">In and out: bytes that need not be looked at again.</param>
    /// <returns>Bytes of the head, its empty line included; 0 when it has not ended.</returns>
    public static int FindEnd(ReadOnlySpan<byte> head, ref int scanned)
    {
        while (true)
        {
            int lf = head[scanned..].IndexOf((byte)'\n');
            if (lf < 0)
            {
                // A CR, and the LF before it, may be the start of the empty line.
                scanned = Math.Max(scanned, head.Length);
                return 0;
            }

            int next = scanned + lf + 1;
            if (next < head.Length && head[next] == '\n')
            {
                return next + 1;
            }

            if (next + 1 < head.Length && head[next] == '\r' && head[next + 1] == '\n')
            {
                return next + 2;
            }

            if (next >= head.Length || (head[next] == '\r' && next + 1 >= head.Length))
            {
                // Too early to tell: come back to this line end.
                scanned = next - 1;
                return 0;
            }

            scanned = next;
        }
    }
}
