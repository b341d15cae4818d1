using System.Runtime.InteropServices;

namespace PodMirror.Sidecar;

/// <summary>What went wrong, in the system's words: the framework's own messages are not in the executable.</summary>
public static class FileErrors
{
    /// <summary>EPIPE: the reader of our output went away, as head does.</summary>
    private const int BrokenPipeError = 32;

    /// <summary>Whether an exception is one of files and their permissions.</summary>
    public static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the reader of the output went away.</summary>
    public static bool IsBrokenPipe(IOException exception) => exception.HResult == BrokenPipeError;

    /// <summary>One line without a stop.</summary>
    /// <param name="exception">What was thrown while a file was opened, read or written.</param>
    /// <param name="path">The file.</param>
    public static string Reason(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        PathTooLongException => "the name is too long",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a folder" : "permission denied",
        { HResult: > 0 } => Marshal.GetPInvokeErrorMessage(exception.HResult),
        _ => "input/output error",
    };
}
