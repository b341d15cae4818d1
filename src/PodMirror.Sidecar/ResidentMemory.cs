using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace PodMirror.Sidecar;

/// <summary>Reads how much memory of this process is resident (proc_pid_statm(5)), again and again from one open file. Allocates nothing.</summary>
internal sealed class ResidentMemory : IDisposable
{
    private const string Path = "/proc/self/statm";

    // Seven numbers of at most twenty digits.
    private const int MaxTextBytes = 160;

    private readonly SafeFileHandle? _file;

    /// <summary>Opens the file; where there is none, everything is 0.</summary>
    internal ResidentMemory() => _file = File.Exists(Path) ? File.OpenHandle(Path) : null;

    /// <summary>Bytes that are resident now; 0 where the kernel does not say.</summary>
    internal long Read()
    {
        Span<byte> text = stackalloc byte[MaxTextBytes];
        return _file is null ? 0 : Parse(text[..RandomAccess.Read(_file, text, fileOffset: 0)]) * Environment.SystemPageSize;
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();

    /// <summary>The second number, which is that of resident pages; 0 when there is none.</summary>
    internal static long Parse(ReadOnlySpan<byte> statm)
    {
        ReadOnlySpan<byte> afterFirst = statm[(statm.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(afterFirst, out long pages, out _) ? pages : 0;
    }
}
