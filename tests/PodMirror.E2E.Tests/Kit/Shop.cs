namespace PodMirror.E2E.Tests.Kit;

/// <summary>The application: the demo's shop as a Deployment with a Service. For supplies it asks the warehouse, which is a shop too.</summary>
internal static class Shop
{
    /// <summary>What all shops ask for supplies.</summary>
    public const string Warehouse = "warehouse";

    /// <summary>A namespace of these tests, by which scripts/e2e knows it, and as which nothing is mirrored.</summary>
    public static string Namespace(string name) => $$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: {{{name}}}, labels: {podmirror-e2e: "true"}}
        ---

        """;

    /// <summary>A namespace of these tests whose Pods are mirrored.</summary>
    public static string MirroredNamespace(string name) => $$$"""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: {{{name}}}
          labels: {podmirror-e2e: "true", traceableai-inject-mirror: enabled}
          annotations: {mirror.traceable.ai/defaultInject: "true"}
        ---

        """;

    /// <summary>A shop.</summary>
    /// <param name="space">Its namespace.</param>
    /// <param name="name">Of both objects, and its label <c>app</c>.</param>
    /// <param name="annotations">Of its Pods, as YAML.</param>
    public static string Manifest(string space, string name, string annotations = "{}") => $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{{name}}}, namespace: {{{space}}}}
        spec:
          selector: {matchLabels: {app: {{{name}}}}}
          template:
            metadata: {labels: {app: {{{name}}}}, annotations: {{{annotations}}}}
            spec:
              containers:
                - name: shop
                  image: {{{Stage.Image("shop")}}}
                  imagePullPolicy: IfNotPresent
                  args: ["--urls", "http://*:8080", "--supplier", "http://{{{Warehouse}}}.{{{space}}}.svc:8080"]
                  ports: [{containerPort: 8080}]
                  readinessProbe: {httpGet: {path: /api/products/1, port: 8080}, periodSeconds: 1}
                  resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 256Mi}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: {{{name}}}, namespace: {{{space}}}}
        spec: {selector: {app: {{{name}}}}, ports: [{port: 8080}]}
        ---

        """;
}
