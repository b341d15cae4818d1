using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace PodMirror.Agent.Page;

/// <summary>The page's files, which are inside the executable, each with its compressed forms (<c>web/</c>, Page.targets).</summary>
internal static class PageAssets
{
    private const string Prefix = "page/";

    // Vite names what is in here by a hash of its content.
    private const string HashedFolder = "/assets/";

    private const int TagBytes = 12;

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PageAsset> Assets = LoadAll();

    /// <summary>Every file by its path on the web port.</summary>
    public static IReadOnlyDictionary<string, PageAsset> All => Assets;

    /// <summary>The file at a path; null when there is none.</summary>
    public static PageAsset? Find(string path) => Assets.GetValueOrDefault(path);

    private static FrozenDictionary<string, PageAsset> LoadAll()
    {
        var assets = new Dictionary<string, PageAsset>(StringComparer.Ordinal);
        foreach (string name in Assembly.GetExecutingAssembly().GetManifestResourceNames())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && ContentTypes.TryGetValue(Path.GetExtension(name), out string? contentType))
            {
                string path = name[(Prefix.Length - 1)..];
                byte[] plain = Load(name);
                string tag = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, TagBytes));
                bool isImmutable = path.StartsWith(HashedFolder, StringComparison.Ordinal);
                assets[path == "/index.html" ? "/" : path] =
                    new PageAsset(contentType, tag, isImmutable, plain, Load(name + ".br"), Load(name + ".gz"));
            }
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static byte[] Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the page's {name} is not in the executable");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
