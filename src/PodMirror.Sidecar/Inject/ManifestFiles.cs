namespace PodMirror.Sidecar.Inject;

/// <summary>Reads the files that a command line names; a folder stands for the manifests in it, as with kubectl.</summary>
/// <param name="input">Standard input.</param>
internal sealed class ManifestFiles(Stream input)
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>The files that a name stands for.</summary>
    /// <returns>None of a folder without manifests.</returns>
    internal static IReadOnlyList<string> Expand(string name)
    {
        if (name == OptionRules.StandardInput || !Directory.Exists(name))
        {
            return [name];
        }

        return
        [
            .. Directory.EnumerateFiles(name)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads a file, or one byte more than a manifest may have of a larger one.</summary>
    internal byte[] Read(string name)
    {
        if (name == OptionRules.StandardInput)
        {
            return Read(input);
        }

        using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        return Read(file);
    }

    private static byte[] Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        byte[] part = new byte[64 * 1024];
        int count;
        while (bytes.Length <= ManifestText.MaxBytes && (count = stream.Read(part)) > 0)
        {
            bytes.Write(part, 0, count);
        }

        return bytes.ToArray();
    }
}
