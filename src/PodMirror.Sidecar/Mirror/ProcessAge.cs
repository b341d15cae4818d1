using System.Buffers.Text;

namespace PodMirror.Sidecar.Mirror;

/// <summary>How long this process has lived, the runtime's own start included; the kernel counts in hundredths of a second.</summary>
internal static class ProcessAge
{
    /// <summary>Milliseconds since the process was started, to 10 ms; 0 when the kernel does not tell.</summary>
    public static long Milliseconds()
    {
        try
        {
            return Between(File.ReadAllBytes("/proc/self/stat"), File.ReadAllBytes("/proc/uptime"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>From the text of <c>/proc/self/stat</c> (proc_pid_stat(5), field 22) and of <c>/proc/uptime</c>, both in hundredths.</summary>
    internal static long Between(ReadOnlySpan<byte> stat, ReadOnlySpan<byte> uptime)
    {
        // The second field is the program's name in parentheses, which may hold spaces and parentheses; the third follows the last one.
        ReadOnlySpan<byte> rest = stat[(stat.LastIndexOf((byte)')') + 1)..];
        for (int field = 2; field < 22; field++)
        {
            int space = rest.IndexOf((byte)' ');
            if (space < 0)
            {
                return 0;
            }

            rest = rest[(space + 1)..];
        }

        return Utf8Parser.TryParse(rest, out long startHundredths, out _) && Utf8Parser.TryParse(uptime, out decimal upSeconds, out _)
            ? Math.Max(0, ((long)(upSeconds * 100) - startHundredths) * 10)
            : 0;
    }
}
