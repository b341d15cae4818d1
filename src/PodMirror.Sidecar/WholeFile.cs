using PodMirror.Capture;

namespace PodMirror.Sidecar;

/// <summary>Writes a file as a whole: whoever reads it finds the old one or the new one, also when the disk gets full or the machine stops.</summary>
internal static class WholeFile
{
    /// <summary>Writes it. What is there and no ordinary file, as <c>/dev/stdout</c>, is written to directly.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (Path.Exists(path) && FileIdentity.OfRegularFile(path) is null)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Write(bytes);
            return;
        }

        // A link stays one: what it leads to is written.
        string target = (Path.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
        string beside = $"{target}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(beside, NewFile(target)))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static FileStreamOptions NewFile(string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            options.UnixCreateMode = File.GetUnixFileMode(target);
        }

        return options;
    }
}
