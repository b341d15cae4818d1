using System.Text;

namespace PodMirror.Injection.Tests.Fuzz;

/// <summary>Injection settings of any bytes: read, or refused with one line.</summary>
internal static class SettingsFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!InjectionSettings.TryRead(input.ToArray(), out InjectionSettings? settings, out string? fault))
        {
            if (string.IsNullOrEmpty(fault))
            {
                throw new NotSupportedException("refused without a word");
            }

            return;
        }

        settings.For(everyKubeletRunsThem: true);
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes("""{ "image": "i", "endpoint": "http://e" }"""),
        Encoding.UTF8.GetBytes("""
            { "image": "i", "endpoint": "http://e", "imagePullSecrets": ["s"], "runAsUser": null, "nativeSidecars": "auto",
              "mirror": { "arguments": ["--a"], "resources": { "requests": { "cpu": "1m" }, "limits": { "memory": "1Gi" } } },
              "tme": { "environment": { "A": "1" }, "caBundle": "", "caSecret": "c", "tokenSecret": "t" }, "largestResources": { "cpu": "3" } }
            """),
    ];
}
