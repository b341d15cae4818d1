using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace PodMirror.Kubernetes;

/// <summary>
/// What a kubeconfig says of a cluster and the client library passes over: every authority but the first, without which no authority can be changed
/// for another, and the proxy.
/// </summary>
internal sealed class KubeconfigCluster
{
    private readonly YamlMappingNode? _entry;
    private readonly string _directory;

    private KubeconfigCluster(YamlMappingNode? entry, string directory) => (_entry, _directory) = (entry, directory);

    /// <summary>Finds the cluster of a context; of a name that is in several files the first counts, as kubectl has it.</summary>
    public static KubeconfigCluster Find(IReadOnlyList<string> files, string? context)
    {
        (YamlMappingNode? named, _) = Entry(files, "contexts", "context", context);
        (YamlMappingNode? entry, string file) = Entry(files, "clusters", "cluster", Text(named, "cluster"));
        return new KubeconfigCluster(entry, Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/");
    }

    /// <summary>The authorities; null when it names none in PEM. Paths are beside the kubeconfig.</summary>
    public X509Certificate2Collection? Authorities()
    {
        string? pem = Text(_entry, "certificate-authority-data") is { Length: > 0 } data
            ? Encoding.ASCII.GetString(Convert.FromBase64String(data))
            : Text(_entry, "certificate-authority") is { Length: > 0 } path ? File.ReadAllText(Path.Combine(_directory, path)) : null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : null;
    }

    /// <summary>The proxy, of any kind that .NET has (http, https, socks5); null when it names none.</summary>
    public Uri? Proxy() => Text(_entry, "proxy-url") is { Length: > 0 } proxy ? new Uri(proxy) : null;

    private static (YamlMappingNode? Entry, string File) Entry(IReadOnlyList<string> files, string list, string kind, string? name)
    {
        foreach (string file in files)
        {
            IEnumerable<YamlNode> items = Child(Root(file), list) is YamlSequenceNode sequence ? sequence : [];
            foreach (YamlMappingNode item in items.OfType<YamlMappingNode>().Where(item => name is not null && Text(item, "name") == name))
            {
                return (Child(item, kind) as YamlMappingNode, file);
            }
        }

        return (null, files[0]);
    }

    private static YamlMappingNode? Root(string file)
    {
        using var reader = new StreamReader(file);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents.FirstOrDefault()?.RootNode as YamlMappingNode;
    }

    private static YamlNode? Child(YamlMappingNode? of, string key) =>
        of is not null && of.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;

    private static string? Text(YamlMappingNode? of, string key) => (Child(of, key) as YamlScalarNode)?.Value;
}
