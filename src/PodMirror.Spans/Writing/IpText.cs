using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>IP addresses as text, without making objects: dotted for IPv4, RFC 5952 for IPv6.</summary>
internal static class IpText
{
    /// <summary>Bytes of the longest address.</summary>
    internal const int MaxBytes = 39;

    private const int Groups = 8;

    /// <summary>Writes the address into room of at least <see cref="MaxBytes"/>.</summary>
    internal static int Write(IpEndpoint endpoint, Span<byte> room)
    {
        if (endpoint.IsIPv4)
        {
            return WriteIPv4((uint)endpoint.Address, room);
        }

        Span<ushort> groups = stackalloc ushort[Groups];
        for (int i = 0; i < Groups; i++)
        {
            groups[i] = (ushort)(endpoint.Address >> (16 * (Groups - 1 - i)));
        }

        FindLongestZeros(groups, out int zerosAt, out int zeros);
        int length = 0;
        for (int i = 0; i < Groups; i++)
        {
            if (i == zerosAt)
            {
                room[length++] = (byte)':';
                i += zeros - 1;
                if (i == Groups - 1)
                {
                    room[length++] = (byte)':';
                }

                continue;
            }

            if (i > 0)
            {
                room[length++] = (byte)':';
            }

            groups[i].TryFormat(room[length..], out int written, "x", null);
            length += written;
        }

        return length;
    }

    private static int WriteIPv4(uint address, Span<byte> room)
    {
        int length = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            ((byte)(address >> shift)).TryFormat(room[length..], out int written, default, null);
            length += written;
            if (shift > 0)
            {
                room[length++] = (byte)'.';
            }
        }

        return length;
    }

    // The first of the longest runs, and a run of one is none (RFC 5952 section 4.2).
    private static void FindLongestZeros(ReadOnlySpan<ushort> groups, out int at, out int count)
    {
        at = -1;
        count = 1;
        for (int i = 0; i < Groups; i++)
        {
            int run = 0;
            while (i + run < Groups && groups[i + run] == 0)
            {
                run++;
            }

            if (run > count)
            {
                at = i;
                count = run;
            }

            i += run;
        }
    }
}
