using System.Text;

namespace PodMirror.Sidecar.Inject;

/// <summary>Puts several files into one stream: YAML documents with markers between them, or JSON objects one after the other.</summary>
internal static class ManifestJoin
{
    private const string Marker = "---";

    /// <summary>Joins them.</summary>
    /// <param name="parts">The files with the text that they have now.</param>
    internal static string Join(IReadOnlyList<(Manifest Manifest, string Text)> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0].Text;
        }

        bool isYaml = parts.Any(part => !part.Manifest.IsJson);
        var stream = new StringBuilder();
        foreach ((Manifest manifest, string text) in parts.Where(part => !string.IsNullOrWhiteSpace(part.Text)))
        {
            // A stream that began with a brace would be taken for JSON to its end.
            if (isYaml && (stream.Length > 0 || manifest.IsJson) && !text.StartsWith(Marker, StringComparison.Ordinal))
            {
                // Directives may stand only behind the end of the document before.
                stream.Append(HasDirectives(manifest) ? "...\n" : Marker + "\n");
            }

            stream.Append(text).Append(text.EndsWith('\n') ? "" : "\n");
        }

        return stream.ToString();
    }

    private static bool HasDirectives(Manifest manifest)
    {
        int content = manifest.Documents.Count > 0 ? manifest.Documents[0].Start : 0;
        string before = "\n" + manifest.Text[..content];
        return before.Contains("\n%", StringComparison.Ordinal);
    }
}
