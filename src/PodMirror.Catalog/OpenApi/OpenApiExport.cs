using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using PodMirror.Catalog.OpenApi.Export;

namespace PodMirror.Catalog.OpenApi;

/// <summary>Writes what is known of a service as an OpenAPI 3.1 document. The same snapshot gives the same bytes.</summary>
public static class OpenApiExport
{
    /// <summary>As JSON, in UTF-8.</summary>
    public static byte[] ToJson(ServiceSnapshot service, OpenApiExportOptions? options = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ToDocument(service, options).SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(EscapeControls(text.ToString()));
    }

    /// <summary>As YAML, in UTF-8.</summary>
    public static byte[] ToYaml(ServiceSnapshot service, OpenApiExportOptions? options = null)
    {
        using JsonDocument json = JsonDocument.Parse(ToJson(service, options));
        return Encoding.UTF8.GetBytes(YamlText.Of(json.RootElement));
    }

    // The library leaves control characters in strings as they are (RFC 8259 section 7). Between strings there are blanks and line ends only.
    private static string EscapeControls(string json)
    {
        if (!json.Any(IsControl))
        {
            return json;
        }

        var escaped = new StringBuilder(json.Length + 64);
        foreach (char c in json)
        {
            escaped = IsControl(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool IsControl(char c) => c is < ' ' and not '\n';

    private static OpenApiDocument ToDocument(ServiceSnapshot service, OpenApiExportOptions? options) =>
        new DocumentBuilder(service, options ?? OpenApiExportOptions.Default).Build();
}
