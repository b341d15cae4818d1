using Microsoft.Win32.SafeHandles;

namespace PodMirror.Sidecar;

/// <summary>Standard output as a stream that tells when its reader is gone.</summary>
public static class StandardOutput
{
    private static readonly SafeFileHandle Descriptor = new(1, ownsHandle: false);

    /// <summary>
    /// Opens it. The console's own stream swallows EPIPE, and would have a whole capture formatted for nobody; a stream over the descriptor
    /// tells. But over a file it would write at a position of its own, past what others append there, so only a pipe gets one.
    /// </summary>
    public static Stream Open()
    {
        Stream ofConsole = Console.OpenStandardOutput();
        if (!Console.IsOutputRedirected)
        {
            return ofConsole;
        }

        var ofPipe = new FileStream(Descriptor, FileAccess.Write, bufferSize: 0);
        if (!ofPipe.CanSeek)
        {
            ofConsole.Dispose();
            return ofPipe;
        }

        ofPipe.Dispose();
        return ofConsole;
    }
}
