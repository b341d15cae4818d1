using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodMirror.Kubernetes;

/// <summary>One file of a kubeconfig.</summary>
internal sealed class KubeconfigFile
{
    private static readonly string[] Lists = ["clusters", "users", "contexts"];

    private readonly YamlMappingNode? _root;

    private KubeconfigFile(string path, YamlMappingNode? root) => (Path, _root) = (path, root);

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>Whether it holds nothing that leads to a cluster.</summary>
    internal bool IsEmpty => CurrentContext is null && Lists.All(list => Child(_root, list) is not YamlSequenceNode { Children.Count: > 0 });

    /// <summary>The context that it has for the current one; null when it says none.</summary>
    internal string? CurrentContext => (Child(_root, "current-context") as YamlScalarNode)?.Value is { Length: > 0 } name ? name : null;

    /// <summary>Reads one.</summary>
    /// <exception cref="KubeException">It cannot be read, or is no kubeconfig.</exception>
    internal static KubeconfigFile Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            YamlNode? root = yaml.Documents.FirstOrDefault()?.RootNode;
            bool isNothing = root is null or YamlScalarNode { Value: null or "" or "~" or "null" };
            return root is YamlMappingNode || isNothing
                ? new KubeconfigFile(path, root as YamlMappingNode)
                : throw new KubeException($"{path}: it is no kubeconfig");
        }
        catch (YamlException fault)
        {
            throw new KubeException($"{path}: it is no YAML, from line {fault.Start.Line} on", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KubeException($"{path}: {FaultWords.OfFile(fault, path)}", fault);
        }
    }

    /// <summary>An entry of a list by its name; null when there is none.</summary>
    /// <param name="kind">What it is: cluster, user or context.</param>
    /// <param name="name">Its name.</param>
    internal KubeconfigEntry? Find(string kind, string name)
    {
        IEnumerable<YamlNode> items = Child(_root, kind + "s") as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();
        YamlMappingNode? found = items.OfType<YamlMappingNode>().FirstOrDefault(item => (Child(item, "name") as YamlScalarNode)?.Value == name);
        return found is null ? null : new KubeconfigEntry(Path, $"{kind} \"{FaultWords.FirstLine(name)}\"", Child(found, kind) as YamlMappingNode);
    }

    /// <summary>What stands under a key; null when nothing does.</summary>
    internal static YamlNode? Child(YamlMappingNode? of, string key) =>
        of is not null && of.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;
}
