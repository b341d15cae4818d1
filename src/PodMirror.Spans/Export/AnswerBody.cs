namespace PodMirror.Spans;

/// <summary>Reads what a receiver answers, which may be anything, within a bound.</summary>
internal static class AnswerBody
{
    /// <summary>Bytes of an answer that are kept. A partial success with its message has some hundred; a body without end is cut off here.</summary>
    internal const int MaxBytes = 64 * 1024;

    private const int FirstBytes = 1024;

    /// <summary>Reads so many bytes, or fewer where there are no more.</summary>
    internal static async Task<byte[]> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellation)
    {
        byte[] body = new byte[FirstBytes];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(body.AsMemory(length), cancellation);
            length += read;
            if (read == 0 || length == maxBytes)
            {
                return body[..length];
            }

            if (length == body.Length)
            {
                Array.Resize(ref body, Math.Min(maxBytes, 2 * body.Length));
            }
        }
    }

    /// <summary>Reads to the end and keeps nothing.</summary>
    internal static async Task SkipAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] rest = new byte[FirstBytes];
        while (await stream.ReadAsync(rest, cancellation) > 0)
        {
        }
    }
}
