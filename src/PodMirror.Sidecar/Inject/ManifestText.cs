using System.Diagnostics.CodeAnalysis;
using System.Text;
using YamlDotNet.Core;

namespace PodMirror.Sidecar.Inject;

/// <summary>Reads the bytes of a file of manifests: UTF-8, YAML or JSON.</summary>
internal static class ManifestText
{
    /// <summary>The largest file: all the workloads of a large cluster in one list, and little enough to hold in memory.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    // Each costs another reading of the file; the charts of a large cluster need a few dozen.
    private const int MaxRepairs = 256;

    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">Its bytes, at most <see cref="MaxBytes"/>.</param>
    /// <param name="isWanted">Whether the data of a document of this apiVersion and kind are wanted.</param>
    /// <param name="manifest">The file.</param>
    /// <param name="fault">Why it cannot be read.</param>
    internal static bool TryRead(
        byte[] bytes,
        Func<string?, string?, bool> isWanted,
        [NotNullWhen(true)] out Manifest? manifest,
        [NotNullWhen(false)] out ManifestFault? fault)
    {
        manifest = null;
        if (bytes.Length > MaxBytes)
        {
            fault = new ManifestFault($"larger than {MaxBytes >> 20} MiB", 0, 0);
            return false;
        }

        if (!TryDecode(bytes, out string text, out fault))
        {
            return false;
        }

        bool isJson = text.AsSpan().TrimStart().StartsWith('{');
        if (isJson && JsonDocuments.Read(text, isWanted) is { } objects)
        {
            manifest = new Manifest(text, IsJson: true, objects);
            return true;
        }

        // What is no clean JSON may still be YAML that begins with a brace; if not, its parser knows where the mistake is.
        return TryReadYaml(text, isWanted, out manifest, out fault);
    }

    private static bool TryReadYaml(
        string text, Func<string?, string?, bool> isWanted, [NotNullWhen(true)] out Manifest? manifest, [NotNullWhen(false)] out ManifestFault? fault)
    {
        manifest = null;
        int odd = text.AsSpan().IndexOfAnyExcept(YamlCharacters.Printable);
        fault = odd < 0 ? null : FaultAt(text, odd, $"the character U+{(int)text[odd]:X4} is not allowed in YAML");
        if (fault is not null)
        {
            return false;
        }

        string legible = text;
        for (int repairs = 0; manifest is null && fault is null; repairs++)
        {
            try
            {
                manifest = new Manifest(text, IsJson: false, YamlDocuments.Read(legible, isWanted));
            }
            catch (YamlException e)
            {
                string? repaired = repairs < MaxRepairs ? BlankFirstLines.Move(legible, e) : null;

                // It begins where the thing that is wrong begins, and ends where it went wrong.
                fault = repaired is null ? new ManifestFault(Sentence(e.Message), e.End.Line, e.End.Column) : null;
                legible = repaired ?? legible;
            }
        }

        return manifest is not null;
    }

    private static bool TryDecode(byte[] bytes, out string text, [NotNullWhen(false)] out ManifestFault? fault)
    {
        fault = null;
        try
        {
            // A mark may also begin each document, where files were put together. It is no content, and after it a reader may be in the wrong column.
            text = Utf8.GetString(bytes).TrimStart(ByteOrderMark).Replace($"\n{ByteOrderMark}", "\n", StringComparison.Ordinal);
            return true;
        }
        catch (DecoderFallbackException e)
        {
            text = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)));
            fault = FaultAt(text, text.Length, "the text is not UTF-8");
            return false;
        }
    }

    private static ManifestFault FaultAt(string text, int index, string reason)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, index);
        return new ManifestFault(reason, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    // The library's messages are sentences; ours go on after a colon.
    private static string Sentence(string message)
    {
        string line = message.ReplaceLineEndings(" ").TrimEnd('.');
        return line.Length > 1 && char.IsLower(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}
