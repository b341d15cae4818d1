using System.Text;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// Writes a file of manifests again: documents that changed in the one form of ours, everything else as it was, to the byte. Of the comments of a
/// document that changed only those before it and, in the first column, behind it stay.
/// </summary>
internal static class ManifestWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="manifest">The file, with the new data.</param>
    /// <param name="changed">The documents that changed.</param>
    internal static string Write(Manifest manifest, IReadOnlySet<ManifestDocument> changed)
    {
        var output = new StringBuilder(manifest.Text.Length);
        int written = 0;
        foreach (ManifestDocument document in manifest.Documents.Where(changed.Contains))
        {
            ReadOnlySpan<char> before = manifest.Text.AsSpan(written..document.Start);
            written = manifest.IsJson
                ? WriteJson(output.Append(before), manifest, document)
                : WriteYaml(output, before, manifest, document);
        }

        return output.Append(manifest.Text.AsSpan(written)).ToString();
    }

    private static int WriteJson(StringBuilder output, Manifest manifest, ManifestDocument document)
    {
        output.Append(JsonLayout.Write(document.Data!, manifest.Text.AsSpan(document.Start..document.End)));
        return document.End;
    }

    private static int WriteYaml(StringBuilder output, ReadOnlySpan<char> before, Manifest manifest, ManifestDocument document)
    {
        // The content begins in the first column of a line, which a document such as "--- {kind: Pod}" or an indented one does not.
        ReadOnlySpan<char> kept = before.TrimEnd([' ', '\t']);
        output.Append(kept).Append(kept.IsEmpty || kept[^1] is '\n' ? "" : manifest.LineEnd);
        output.Append(YamlWriter.Write(document.Data!.AsObject()).ReplaceLineEndings(manifest.LineEnd));
        return Behind(manifest.Text, document);
    }

    /// <summary>
    /// Where the text goes on: behind the line on which the content ends, if nothing but comments in the first column follows. An indented one
    /// could become a line of a block that stands before it now.
    /// </summary>
    private static int Behind(string text, ManifestDocument document)
    {
        int lineEnd = text.IndexOf('\n', Math.Max(document.Start, document.End - 1), document.Limit - Math.Max(document.Start, document.End - 1));
        if (lineEnd < 0)
        {
            return document.Limit;
        }

        foreach (ReadOnlySpan<char> line in text.AsSpan((lineEnd + 1)..document.Limit).EnumerateLines())
        {
            if (!line.IsWhiteSpace() && line[0] != '#')
            {
                return document.Limit;
            }
        }

        return lineEnd + 1;
    }
}
