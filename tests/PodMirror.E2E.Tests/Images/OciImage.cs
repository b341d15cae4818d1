using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Images;

/// <summary>An image in an archive, as the OCI image specification lays it out: <c>index.json</c>, and what it leads to by digest.</summary>
internal sealed class OciImage
{
    private static readonly byte[] GzipMagic = [0x1f, 0x8b];

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly JsonNode _manifest;

    /// <summary>Reads an archive.</summary>
    public OciImage(string archive)
    {
        using FileStream file = File.OpenRead(archive);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                _files[Normal(entry.Name)] = ReadAll(data);
            }
        }

        JsonNode first = Json("index.json")["manifests"]![0]!;
        JsonNode found = Json(Blob(first));

        // docker may put one index into another.
        _manifest = found["manifests"] is JsonArray inner ? Json(Blob(inner[0]!)) : found;
    }

    /// <summary>How a container of it is run, unless it is told otherwise.</summary>
    public JsonNode Config => Json(Blob(_manifest["config"]!))["config"]!;

    /// <summary>Bytes that travel when it is pulled.</summary>
    public long CompressedBytes => Layers.Sum(layer => (long)layer.Length);

    private IEnumerable<byte[]> Layers => _manifest["layers"]!.AsArray().Select(layer => _files[Blob(layer!)]);

    /// <summary>The files of all layers, the lowest first, and for each the value of an extended attribute that layers name in this way.</summary>
    public IReadOnlyList<OciFile> Files(string attribute)
    {
        var files = new List<OciFile>();
        foreach (byte[] layer in Layers)
        {
            using var tar = new TarReader(Unpacked(layer));
            while (tar.GetNextEntry() is { } entry)
            {
                files.Add(new OciFile("/" + Normal(entry.Name), entry.Mode, Attribute(entry, attribute)));
            }
        }

        return files;
    }

    private static string? Attribute(TarEntry entry, string name) =>
        entry is PaxTarEntry pax ? pax.ExtendedAttributes.GetValueOrDefault("SCHILY.xattr." + name) : null;

    private static Stream Unpacked(byte[] layer) => layer.AsSpan().StartsWith(GzipMagic)
        ? new GZipStream(new MemoryStream(layer), CompressionMode.Decompress)
        : new MemoryStream(layer);

    private static string Normal(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Blob(JsonNode descriptor) => "blobs/" + descriptor["digest"]!.GetValue<string>().Replace(':', '/');

    private JsonNode Json(string name) => JsonNode.Parse(_files[name])!;
}
