using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests.OpenApi;

/// <summary>Short forms for tests of documents that are written.</summary>
internal static class ExportExtensions
{
    /// <summary>The document of the service <c>api</c>.</summary>
    public static JsonElement Document(this ApiCatalog catalog, OpenApiExportOptions? options = null) => Document(catalog.Read("api")!, options);

    /// <summary>The document of a service.</summary>
    public static JsonElement Document(this ServiceSnapshot service, OpenApiExportOptions? options = null) =>
        JsonSerializer.Deserialize<JsonElement>(OpenApiExport.ToJson(service, options));

    /// <summary>What stands at a path of names.</summary>
    public static JsonElement At(this JsonElement from, params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True(from.TryGetProperty(name, out JsonElement next), $"{name} is not in {from}");
            from = next;
        }

        return from;
    }

    /// <summary>Reads a document with the library, and fails when that finds anything wrong.</summary>
    public static OpenApiDocument ReadBack(byte[] text, string format)
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        using var stream = new MemoryStream(text);
        (OpenApiDocument? document, OpenApiDiagnostic? diagnostic) = OpenApiDocument.Load(stream, format, settings);
        Assert.Empty(diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Empty(diagnostic.Warnings.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        return document!;
    }

    /// <summary>Writes a service in both forms and reads both back; they are to say the same.</summary>
    public static OpenApiDocument WriteAndRead(this ServiceSnapshot service)
    {
        OpenApiDocument json = ReadBack(OpenApiExport.ToJson(service), OpenApiConstants.Json);
        OpenApiDocument yaml = ReadBack(OpenApiExport.ToYaml(service), OpenApiConstants.Yaml);
        Assert.Equal(Text(json), Text(yaml));
        return json;
    }

    private static string Text(OpenApiDocument document)
    {
        using var text = new StringWriter();
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }
}
