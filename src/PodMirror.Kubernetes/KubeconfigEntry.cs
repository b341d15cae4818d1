using System.Text;
using YamlDotNet.RepresentationModel;

namespace PodMirror.Kubernetes;

/// <summary>A part of a kubeconfig, which knows where it stands: its paths are beside its file, and its faults name the file.</summary>
/// <param name="file">The file.</param>
/// <param name="what">What it is, such as <c>user "jane"</c>.</param>
/// <param name="node">The part; null is an empty one.</param>
internal sealed class KubeconfigEntry(string file, string what, YamlMappingNode? node)
{
    private string Folder => Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    /// <summary>A text; null when there is none, or an empty one.</summary>
    internal string? Text(string key) => (KubeconfigFile.Child(node, key) as YamlScalarNode)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>Whether it says true.</summary>
    internal bool IsTrue(string key) => Text(key) is "true" or "True" or "TRUE";

    /// <summary>The texts of a list.</summary>
    internal string[] Texts(string key) => KubeconfigFile.Child(node, key) is YamlSequenceNode list
        ? [.. list.OfType<YamlScalarNode>().Select(item => item.Value ?? "")]
        : [];

    /// <summary>The mappings of a list.</summary>
    internal IEnumerable<KubeconfigEntry> Items(string key) => KubeconfigFile.Child(node, key) is YamlSequenceNode list
        ? list.OfType<YamlMappingNode>().Select(item => new KubeconfigEntry(file, what, item))
        : [];

    /// <summary>A part of it; null when there is none.</summary>
    internal KubeconfigEntry? Part(string key) =>
        KubeconfigFile.Child(node, key) is YamlMappingNode part ? new KubeconfigEntry(file, what, part) : null;

    /// <summary>A path, made whole; null when there is none.</summary>
    internal string? PathOf(string key) => Text(key) is { } path ? Path.Combine(Folder, path) : null;

    /// <summary>What stands in <c>KEY-data</c> as base64, or else in the file that KEY names; null when there is neither.</summary>
    internal string? Content(string key)
    {
        if (Text(key + "-data") is { } data)
        {
            return Decode(key + "-data", data);
        }

        string? path = PathOf(key);
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{key} {path}: {FaultWords.OfFile(fault, path!)}", fault);
        }
    }

    /// <summary>A fault of it.</summary>
    internal KubeException Fault(string message, Exception? cause = null) => new($"{file}: {what}: {message}", cause!);

    private string Decode(string key, string data)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException fault)
        {
            throw Fault($"{key} is not base64", fault);
        }
    }
}
