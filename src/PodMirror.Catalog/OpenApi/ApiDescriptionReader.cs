using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PodMirror.Catalog.OpenApi.Import;

namespace PodMirror.Catalog.OpenApi;

/// <summary>
/// Reads a description that somebody uploads: OpenAPI 2.0, 3.0, 3.1 or 3.2, as JSON or YAML. It takes no bytes on trust: the text is read within
/// limits before the
/// library sees any of it, nothing is fetched, and what is refused is refused with the line.
/// </summary>
public static class ApiDescriptionReader
{
    // What a description without a place of its own is at; a name that no DNS has (RFC 2606), though nothing asks for it.
    private static readonly Uri Nowhere = new("https://description.invalid/");

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    /// <summary>Reads one.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="limits">What it may have.</param>
    /// <param name="description">The description.</param>
    /// <param name="fault">Why there is none.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        ImportLimits? limits,
        [NotNullWhen(true)] out ApiDescription? description,
        [NotNullWhen(false)] out ImportFault? fault)
    {
        try
        {
            description = Read(text, limits ?? ImportLimits.Default);
            fault = null;
            return true;
        }
        catch (SourceException e)
        {
            description = null;
            fault = new ImportFault(e.Position.Line, e.Position.Column, e.Message);
            return false;
        }
    }

    private static ApiDescription Read(ReadOnlySpan<byte> text, ImportLimits limits)
    {
        if (text.Length > limits.MaxBytes)
        {
            throw new SourceException(default, $"larger than {limits.MaxBytes} bytes");
        }

        SourceTree tree = Tree(text, limits);
        string specification = Specification(tree);
        CountOperations(tree, limits);
        var warnings = new ImportWarnings(tree, limits);
        new References(tree, warnings).Check();
        try
        {
            return new DescriptionMapper(Document(tree, warnings), limits, warnings).Map(specification);
        }
        catch (Exception e) when (e is not (SourceException or OutOfMemoryException))
        {
            // The library throws whatever its code stumbles over at some place that is no description; it also looks for what names mean when it is
            // asked.
            throw new SourceException($"it cannot be read as OpenAPI: {Excerpt.Of(e.Message)}");
        }
    }

    private static SourceTree Tree(ReadOnlySpan<byte> text, ImportLimits limits)
    {
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        var tree = new SourceTree(limits);
        JsonNode? root = text.TrimStart(" \t\r\n"u8).StartsWith("{"u8)
            ? new JsonSource(text, tree, limits).Read()
            : new YamlSource(Decode(text), tree).Read();
        tree.Root = root as JsonObject ?? throw new SourceException(new SourcePosition(1, 1), "a description is an object");
        return tree;
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            int line = text[..Math.Clamp(e.Index, 0, text.Length)].Count((byte)'\n') + 1;
            throw new SourceException(new SourcePosition(line, 0), "no UTF-8");
        }
    }

    private static string Specification(SourceTree tree)
    {
        JsonNode? version = tree.Root["openapi"] ?? tree.Root["swagger"];
        string text = version is JsonValue value ? value.ToString() : "";
        string[] known = tree.Root["openapi"] is null ? ["2.0"] : ["3.0", "3.1", "3.2"];
        return known.FirstOrDefault(k => text == k || text.StartsWith(k + ".", StringComparison.Ordinal) || (k == "2.0" && text == "2"))
            ?? throw new SourceException(
                tree.PositionOf(version),
                version is null ? "neither openapi nor swagger says its version"
                    : $"version {Excerpt.Of(text)} is not known: 2.0, 3.0, 3.1 and 3.2 are");
    }

    private static void CountOperations(SourceTree tree, ImportLimits limits)
    {
        if (tree.Root["paths"] is JsonNode other and not JsonObject)
        {
            throw new SourceException(tree.PositionOf(other), "paths is no object");
        }

        int operations = 0;
        foreach ((_, JsonNode? item) in tree.Root["paths"] as JsonObject ?? [])
        {
            operations += item is JsonObject methods ? Methods.Count(methods.ContainsKey) : 0;
            if (operations > limits.MaxOperations)
            {
                throw new SourceException(tree.PositionOf(item), $"more than {limits.MaxOperations} operations");
            }
        }
    }

    private static OpenApiDocument Document(SourceTree tree, ImportWarnings warnings)
    {
        ReadResult result = new OpenApiJsonReader().Read(tree.Root, Nowhere, new OpenApiReaderSettings { LoadExternalRefs = false });
        foreach (OpenApiError warning in result.Diagnostic?.Warnings ?? [])
        {
            warnings.Add(warning.Pointer ?? "", Excerpt.Of(warning.Message));
        }

        foreach (OpenApiError error in result.Diagnostic?.Errors ?? [])
        {
            warnings.Add(error.Pointer ?? "", Excerpt.Of(error.Message));
        }

        return result.Document ?? throw new SourceException(default, "it cannot be read as OpenAPI");
    }
}
