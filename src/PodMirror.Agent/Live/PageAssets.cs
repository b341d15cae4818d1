using System.Collections.Frozen;
using System.Reflection;

namespace PodMirror.Agent.Live;

/// <summary>The live page's files, which are inside the executable.</summary>
internal static class PageAssets
{
    private static readonly FrozenDictionary<string, (string ContentType, byte[] Bytes)> Assets = new Dictionary<string, (string, byte[])>
    {
        ["/"] = ("text/html; charset=utf-8", Load("index.html")),
        ["/live.js"] = ("text/javascript; charset=utf-8", Load("live.js")),
        ["/icon.svg"] = ("image/svg+xml", Load("icon.svg")),
        ["/live.css"] = ("text/css; charset=utf-8", Load("live.css")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The file at a path; null when there is none.</summary>
    public static (string ContentType, byte[] Bytes)? Find(string path) => Assets.TryGetValue(path, out (string, byte[]) asset) ? asset : null;

    private static byte[] Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page/" + name)
            ?? throw new InvalidOperationException($"the page's {name} is not in the executable");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
