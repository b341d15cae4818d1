using SharpFuzz;

namespace PodMirror.Fuzz;

/// <summary>Makes a copy of a test project's output in which the code under test marks the branches that it takes.</summary>
internal static class Instrumenter
{
    /// <summary>Copies the folder of a test assembly and instruments every assembly of the product in it.</summary>
    /// <returns>The test assembly in the copy.</returns>
    public static string Copy(string assembly, string destination)
    {
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination, recursive: true);
        }

        string source = Path.GetDirectoryName(assembly)!;
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(destination, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (string product in Directory.EnumerateFiles(destination, "*.dll").Where(IsProduct))
        {
            Fuzzer.Instrument(product, static _ => true, Options.Value);
        }

        return Path.Combine(destination, Path.GetFileName(assembly));
    }

    private static bool IsProduct(string path)
    {
        // The libraries are PodMirror.X, the executables podmirror and podmirror-agent.
        string name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith("PodMirror", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".Tests", StringComparison.Ordinal);
    }
}
