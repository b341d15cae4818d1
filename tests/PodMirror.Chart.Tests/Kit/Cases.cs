using System.Collections.Concurrent;

namespace PodMirror.Chart.Tests.Kit;

/// <summary>Values that somebody would write, in charts/podmirror/ci, each with clusters and releases that it is rendered for.</summary>
internal static class Cases
{
    private static readonly ConcurrentDictionary<(string File, string Version, string Name, string Namespace), Lazy<Rendering>> Rendered = new();

    private static readonly string[] Versions = ["1.20.0", "1.27.16", "1.29.1-gke.1589018", "1.36.0"];

    private static readonly (string Name, string Namespace)[] Releases = [("podmirror", "podmirror"), ("eu-1", "observability")];

    /// <summary>File, version, name, namespace: all of them with all of them.</summary>
    public static TheoryData<string, string, string, string> All =>
        [.. from file in Files from version in Versions from release in Releases select (file, version, release.Name, release.Namespace)];

    /// <summary>The files' names without their ending.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(Path.Combine(Renderer.ChartFolder, "ci"), "*" + Ending)
        .Select(file => Path.GetFileName(file)[..^Ending.Length]).Order(StringComparer.Ordinal);

    private static string Ending => "-values.yaml";

    /// <summary>The values of a file.</summary>
    public static string Values(string file) => File.ReadAllText(Path.Combine(Renderer.ChartFolder, "ci", file + Ending));

    /// <summary>Renders one, once for all tests.</summary>
    public static Rendering Render(string file, string version, string name, string space) =>
        Rendered.GetOrAdd((file, version, name, space), _ => new Lazy<Rendering>(() => Rendering.Of(Values(file), version, (name, space)))).Value;
}
