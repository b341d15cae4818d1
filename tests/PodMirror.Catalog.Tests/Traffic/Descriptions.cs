using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PodMirror.TestKit;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>API descriptions: public ones in the folder of test data, and small ones in other styles that lie beside this file.</summary>
public static class Descriptions
{
    /// <summary>The folder of the public ones, in the folder of test data.</summary>
    public const string Folder = "openapi";

    /// <summary>All that are there, by name; the algorithm was tuned on the first three only.</summary>
    public static IReadOnlyList<string> Files()
    {
        string? shared = TestData.Find(Folder);
        string own = Path.Combine(TestData.Repository(), "tests/PodMirror.Catalog.Tests/Traffic/Descriptions");
        string[] all = [.. shared is null ? [] : Directory.GetFiles(shared), .. Directory.GetFiles(own)];
        return [.. all.Where(f => Path.GetExtension(f) is ".json" or ".yaml" or ".yml").OrderBy(Path.GetFileName, StringComparer.Ordinal)];
    }

    /// <summary>Reads one.</summary>
    public static OpenApiDocument Read(string file)
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        using var stream = new MemoryStream(File.ReadAllBytes(file));
        string format = Path.GetExtension(file) == ".json" ? OpenApiConstants.Json : OpenApiConstants.Yaml;
        return OpenApiDocument.Load(stream, format, settings).Document ?? throw new InvalidDataException($"{file}: no description");
    }
}
