using Microsoft.Win32.SafeHandles;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Reads a text of the kernel line by line, through one buffer. A file that is not there has no lines.</summary>
internal sealed class ProcLines
{
    /// <summary>What is read of a file: 7000 sockets; no Pod listens at more ports, and a hostile one must not keep the mirror busy.</summary>
    private const long MaxBytes = 1024 * 1024;

    private readonly byte[] _buffer = new byte[32 * 1024];

    /// <summary>Takes a line; false ends the reading.</summary>
    public delegate bool OnLine(ReadOnlySpan<byte> line);

    /// <summary>Gives every line of the file to the handler; false when the file cannot be read.</summary>
    public bool TryRead(string path, OnLine onLine)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            Read(file, onLine);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Read(SafeFileHandle file, OnLine onLine)
    {
        int held = 0;
        for (long at = 0; at < MaxBytes;)
        {
            int read = RandomAccess.Read(file, _buffer.AsSpan(held), at);
            if (read == 0)
            {
                return;
            }

            at += read;
            ReadOnlySpan<byte> rest = _buffer.AsSpan(0, held + read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                if (!onLine(rest[..end]))
                {
                    return;
                }
            }

            // A line that alone fills the buffer is none of the kernel's: what is held of it is let go.
            held = rest.Length < _buffer.Length ? rest.Length : 0;
            rest[..held].CopyTo(_buffer);
        }
    }
}
