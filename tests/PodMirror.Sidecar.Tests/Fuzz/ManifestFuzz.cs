using System.Text;
using PodMirror.Sidecar.Tests.Inject;

namespace PodMirror.Sidecar.Tests.Fuzz;

/// <summary>Files of manifests as bytes that nobody vouches for: whatever can be read keeps the laws of injection.</summary>
public static class ManifestFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        ManifestLaws.Check(bytes, native: bytes.Length % 2 == 0);
    }

    public static IEnumerable<byte[]> Seeds() => new[]
    {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: a}
        spec:
          containers:
          - name: app
            args: [-v, 'x: y', "\n"]
        # end
        """,
        """
        # c
        ---
        apiVersion: apps/v1
        kind: Deployment
        spec:
          template:
            spec: {containers: []}
        ---
        kind: List
        """,
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Pod
          spec: &s
            containers: [{name: a}]
        - {apiVersion: v1, kind: Pod, spec: *s}
        """,
        """
        apiVersion: batch/v1
        kind: Job
        spec:
          template:
            spec:
              <<: &m {restartPolicy: Never}
              containers:
              - |
                a

                b
              - >-
                c
        """,
        "%YAML 1.1\n--- !!map\napiVersion: v1\r\nkind: Pod\r\nspec: {containers: [], hostNetwork: on, x: 0o17, y: 1e3, z: .5, ? q : ~}\r\n...\r\n",
        "{\"apiVersion\":\"v1\",\n\t\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"\\u00e9\"}]}}\n{\"kind\":1}",
        """
        apiVersion: v1
        kind: Pod
        metadata:
          annotations:
            mirror.traceable.ai/status: '{"injected":true}'
        spec:
          containers: [{name: tme}, {name: mirror}]
        """,
    }.Select(Encoding.UTF8.GetBytes);
}
