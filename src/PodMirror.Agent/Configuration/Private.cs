using System.Runtime.Versioning;

namespace PodMirror.Agent.Configuration;

/// <summary>
/// Files and directories for the agent's user alone: the store holds headers and bodies, and a umask that lets others read is the rule.
/// </summary>
internal static class Private
{
    private const UnixFileMode FileBits = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryBits = FileBits | UnixFileMode.UserExecute;

    /// <summary>Makes a directory as 0700, with what is missing above it; one that is there stays as whoever made it wants it.</summary>
    public static DirectoryInfo MakeDirectory(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, DirectoryBits);

    /// <summary>Opens a file for this process alone, and makes it as 0600 if it is missing.</summary>
    public static FileStream Lock(string path) => Open(path, FileShare.None);

    /// <summary>Makes a file as 0600 if it is missing, without a moment in which others can open it.</summary>
    public static void MakeFile(string path) => Open(path, FileShare.ReadWrite).Dispose();

    /// <summary>Takes a file that is there away from others. What belongs to somebody else is left to them.</summary>
    public static void CloseToOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            TryRestrict(path);
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileBits;
        }

        return new FileStream(path, options);
    }

    [UnsupportedOSPlatform("windows")]
    private static void TryRestrict(string path)
    {
        try
        {
            File.SetUnixFileMode(path, FileBits);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whether such a file can be used is for SQLite to say.
        }
    }
}
