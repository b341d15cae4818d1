using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodMirror.Spans.Tests;

namespace PodMirror.Bench.Load;

/// <summary>
/// What a secret looks like wherever it might turn up: as it is, percent-encoded, with the escapes of JSON, in base64 at each of the three
/// offsets, in hexadecimal; and each long word of it by itself. All in lower case.
/// </summary>
internal static class SecretPatterns
{
    /// <summary>Bytes of the shortest pattern: by so many, its last ones, patterns are looked up.</summary>
    public const int MinBytes = 8;

    // A shorter piece of a secret, such as the host of a URL with a password, tells nothing.
    private const int MinWordBytes = 16;

    /// <summary>The patterns and the number of the secret that each belongs to. What belongs to several secrets is none's.</summary>
    public static Dictionary<string, int> Of(IReadOnlyList<SeededSecret> secrets)
    {
        var patterns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < secrets.Count; i++)
        {
            foreach (string form in FormsOf(secrets[i]).Select(form => form.ToLowerInvariant()).Distinct())
            {
                bool isShared = patterns.TryGetValue(form, out int owner) && (owner < 0 || secrets[owner].Value != secrets[i].Value);
                patterns[form] = isShared ? -1 : i;
            }
        }

        return patterns.Where(pattern => pattern.Value >= 0 && pattern.Key.Length >= MinBytes).ToDictionary();
    }

    private static IEnumerable<string> FormsOf(SeededSecret secret)
    {
        IEnumerable<string> words = secret.Value.Split([' ', '\n', ':', '@', '/', '.', '-']).Where(word => word.Length >= MinWordBytes);
        foreach (string text in secret.Forms().Concat(words))
        {
            yield return text;
            yield return Uri.EscapeDataString(text);
            yield return JsonSerializer.Serialize(text).Trim('"');
            yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            yield return Convert.ToHexStringLower(bytes);
            for (int offset = 0; offset < 3; offset++)
            {
                yield return Base64(bytes, offset);
            }
        }
    }

    // The characters that no byte around the secret has a part in.
    private static string Base64(byte[] bytes, int offset)
    {
        string whole = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        int first = ((offset * 8) + 5) / 6;
        int last = (offset + bytes.Length) * 8 / 6;
        return whole[first..last];
    }
}
