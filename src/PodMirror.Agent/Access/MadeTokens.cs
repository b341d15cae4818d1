using System.Text;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Access;

/// <summary>Tokens that the agent makes for itself, in a file of its data directory, where nobody gave it any.</summary>
internal static class MadeTokens
{
    /// <summary>The file's name.</summary>
    public const string Name = "web-tokens";

    /// <summary>The file of a directory; made, for this user alone, if it is not there or has nothing in it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <exception cref="StartupException">It cannot be written.</exception>
    public static string FileOf(string directory)
    {
        string path = Path.Combine(directory, Name);
        try
        {
            // Locked until it is whole; a start that ended before left it empty.
            using FileStream file = Private.Lock(path);
            if (file.Length == 0)
            {
                file.Write(Encoding.ASCII.GetBytes(TokenLines.Make()));
                file.Flush(flushToDisk: true);
            }

            return path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"cannot make tokens for the web port: {path}: {FaultText.OfFile(fault)}", fault);
        }
    }
}
