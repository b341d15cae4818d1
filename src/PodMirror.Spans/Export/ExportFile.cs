namespace PodMirror.Spans;

/// <summary>A file that a setting names.</summary>
/// <param name="Setting">The setting, as users know it.</param>
/// <param name="Path">The file.</param>
internal readonly record struct ExportFile(string Setting, string Path)
{
    /// <summary>What is said of it when it cannot be used.</summary>
    internal string Fault(string reason) => $"cannot use the file of {Setting}, {Path}: {reason}";

    /// <summary>Reads it whole; tells why it cannot be read, or null.</summary>
    /// <param name="maxBytes">The most bytes that it may have.</param>
    /// <param name="contents">What is in it.</param>
    internal string? Read(int maxBytes, out byte[] contents)
    {
        contents = [];
        try
        {
            // One byte more than may be tells that there are too many.
            using FileStream file = File.OpenRead(Path);
            byte[] bytes = new byte[(int)Math.Min(file.Length, maxBytes) + 1];
            contents = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
            return contents.Length > maxBytes ? Fault($"more than {maxBytes} bytes") : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Fault(Words(fault));
        }
    }

    // The runtime's messages are not in an executable that is compiled ahead of time.
    private string Words(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => Directory.Exists(Path) ? "it is a folder" : "permission denied",
        _ => "it cannot be read",
    };
}
