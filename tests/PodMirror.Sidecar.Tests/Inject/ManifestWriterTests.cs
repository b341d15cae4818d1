using System.Text.Json.Nodes;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

public sealed class ManifestWriterTests
{
    // Of each text the documents whose kind is C are changed: they get m: 1.
    [Theory]
    [InlineData("kind: C\n", "kind: C\nm: 1\n")]
    [InlineData("kind: C", "kind: C\nm: 1\n")]
    [InlineData("# before\nkind: C # beside\n# behind\n", "# before\nkind: C\nm: 1\n# behind\n")]
    [InlineData("a: # x\n  b\n---\nkind: C\n---\nc: 'd'\n", "a: # x\n  b\n---\nkind: C\nm: 1\n---\nc: 'd'\n")]
    [InlineData("--- # marker\n\n# before\nkind: C\n\n# behind\n---\n", "--- # marker\n\n# before\nkind: C\nm: 1\n\n# behind\n---\n")]
    [InlineData("--- {kind: C}\n...\n", "---\nkind: C\nm: 1\n...\n")]
    [InlineData("  kind: C\n", "kind: C\nm: 1\n")]
    [InlineData("%YAML 1.1\n---\nkind: C\n...\n---\nx\n", "%YAML 1.1\n---\nkind: C\nm: 1\n...\n---\nx\n")]
    [InlineData("kind: C\na: |\n  x\n\n\n---\nb\n", "kind: C\na: |\n  x\nm: 1\n---\nb\n")]
    [InlineData("kind: C\na: [b]\n  # indented\n---\n", "kind: C\na:\n- b\nm: 1\n---\n")]
    [InlineData("kind: C\na:\n---\nb\n", "kind: C\na: null\nm: 1\n---\nb\n")]
    [InlineData("kind: C\na:\n", "kind: C\na: null\nm: 1\n")]
    [InlineData("kind: C\r\na: |\r\n  x\r\n  y\r\n---\r\nb\r\n", "kind: C\r\na: |\r\n  x\r\n  y\r\nm: 1\r\n---\r\nb\r\n")]
    [InlineData("\uFEFFkind: C\n---\n\uFEFFkind: D\n", "kind: C\nm: 1\n---\nkind: D\n")]
    [InlineData("kind: C\na: \"x\n  y\"\n", "kind: C\na: x y\nm: 1\n")]
    [InlineData("{kind: C, a: [b,\n c]} # x\n---\nd\n", "kind: C\na:\n- b\n- c\nm: 1\n---\nd\n")]
    [InlineData("kind: C\n---\nkind: C\n", "kind: C\nm: 1\n---\nkind: C\nm: 1\n")]
    [InlineData("{\"kind\": \"C\"}", "{\"kind\":\"C\",\"m\":1}")]
    [InlineData("\n{\"kind\":\"é\"}\n{\n\t\"kind\": \"C\"\n}\n\n{}\n", "\n{\"kind\":\"é\"}\n{\n\t\"kind\": \"C\",\n\t\"m\": 1\n}\n\n{}\n")]
    [InlineData("{\n    \"a\": \"<é>\",\n    \"kind\": \"C\"}", "{\n    \"a\": \"<é>\",\n    \"kind\": \"C\",\n    \"m\": 1\n}")]
    [InlineData("{\"n\":[1e999,1.00000000000000001,-0],\"kind\":\"C\"}", "{\"n\":[1e999,1.00000000000000001,-0],\"kind\":\"C\",\"m\":1}")]
    [InlineData("{\r\n \"kind\": \"C\"\r\n}\r\n", "{\r\n \"kind\": \"C\",\r\n \"m\": 1\r\n}\r\n")]
    public void What_changed_is_written_anew_and_everything_else_stays_to_the_byte(string text, string expected)
    {
        Manifest manifest = Yaml.ReadAll(text);
        var changed = new HashSet<ManifestDocument>(ReferenceEqualityComparer.Instance);
        foreach (ManifestDocument document in manifest.Documents)
        {
            if (document.Data is JsonObject map && map["kind"]?.GetValue<string>() == "C")
            {
                map["m"] = 1;
                changed.Add(document);
            }
        }

        Assert.Equal(expected, ManifestWriter.Write(manifest, changed));
        Assert.Equal(text.Replace("\uFEFF", "", StringComparison.Ordinal), ManifestWriter.Write(manifest, new HashSet<ManifestDocument>()));
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", "a: 1\n", "b: 2\n")]
    [InlineData("a: 1\n---\nb: 2\n", "a: 1", "---\nb: 2")]
    [InlineData("---\na: 1\n---\n# c\nb: 2\n", "---\na: 1\n", "# c\nb: 2\n")]
    [InlineData("a: 1\n...\n%YAML 1.1\n---\nb: 2\n", "a: 1\n", "%YAML 1.1\n---\nb: 2\n")]
    [InlineData("a: 1\n", "a: 1\n", "", " \n")]
    [InlineData("{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}", "{\"b\":2}\n")]
    [InlineData("---\n{\"a\":1}\n---\nb: 2\n", "{\"a\":1}", "b: 2\n")]
    [InlineData("b: 2\n---\n{\"a\":1}\n", "b: 2\n", "{\"a\":1}")]
    [InlineData("a", "a")]
    public void Several_files_become_one_stream(string expected, params string[] texts) =>
        Assert.Equal(expected, ManifestJoin.Join([.. texts.Select(text => (Yaml.ReadAll(text), text))]));
}
