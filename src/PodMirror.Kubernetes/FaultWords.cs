using System.Runtime.InteropServices;
using System.Text;

namespace PodMirror.Kubernetes;

/// <summary>
/// Words for what went wrong, by the type and the properties of what was thrown: the messages of the framework are not in an executable that is
/// compiled ahead of time, only the keys under which they would be found.
/// </summary>
internal static class FaultWords
{
    private const int MostCharacters = 300;

    /// <summary>Why a file cannot be read.</summary>
    internal static string OfFile(Exception fault, string path) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        PathTooLongException => "the name is too long",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a folder" : "permission denied",
        { HResult: > 0 } => Marshal.GetPInvokeErrorMessage(fault.HResult),
        _ => "input/output error",
    };

    /// <summary>What there is to say of any other fault: its type, as words.</summary>
    internal static string OfType(Exception fault) => fault is KubeException known ? known.Message : OfName(fault.GetType().Name);

    /// <summary>A name such as <c>HostDown</c> as words.</summary>
    internal static string OfName(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]);
            words.Append(begins ? " " : "").Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>Of a text of others the first line with something on it, bounded and without what is not to be printed.</summary>
    internal static string FirstLine(string text)
    {
        string line = text.Split('\n', '\r').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        string shown = string.Concat(line.Where(letter => !char.IsControl(letter))).Trim();
        return shown.Length <= MostCharacters ? shown : string.Concat(shown.AsSpan(0, MostCharacters), "...");
    }
}
