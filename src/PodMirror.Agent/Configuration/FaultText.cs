namespace PodMirror.Agent.Configuration;

/// <summary>Words for what the file system refused. The messages of the runtime are not in an executable that is compiled ahead of time.</summary>
internal static class FaultText
{
    // ERRNO of Linux, which the runtime puts into HResult where it has no exception of its own.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Why a directory cannot be used.</summary>
    public static string Of(Exception fault, string directory) => fault switch
    {
        UnauthorizedAccessException => "permission denied",
        _ when File.Exists(directory) => "it is a file",
        DirectoryNotFoundException or FileNotFoundException => "no such directory, and it cannot be made",
        PathTooLongException => "the name is too long",
        { HResult: NoSpace } => "no space left",
        { HResult: ReadOnlyFileSystem } => "the file system is read-only",
        IOException => "the file system refuses it",
        _ => fault.Message,
    };

    /// <summary>Why a file cannot be read.</summary>
    public static string OfFile(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "permission denied, or it is a directory",
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        _ => "it cannot be read",
    };
}
