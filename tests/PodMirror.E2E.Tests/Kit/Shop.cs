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
          template: {{{Template(space, name, annotations)}}}
        ---

        """ + Service(space, name);

    /// <summary>A shop that is a StatefulSet of one Pod.</summary>
    /// <inheritdoc cref="Manifest"/>
    public static string StatefulManifest(string space, string name, string annotations) => $$$"""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: {{{name}}}, namespace: {{{space}}}}
        spec:
          serviceName: {{{name}}}
          selector: {matchLabels: {app: {{{name}}}}}
          template: {{{Template(space, name, annotations)}}}
        ---

        """ + Service(space, name);

    /// <summary>A shop that a CronJob opens with the next full minute, once.</summary>
    /// <param name="version">Of CronJobs in the cluster's API.</param>
    /// <param name="space">Its namespace.</param>
    /// <param name="name">Of both objects, and its label <c>app</c>.</param>
    public static string NightlyManifest(string version, string space, string name) => $$$"""
        apiVersion: {{{version}}}
        kind: CronJob
        metadata: {name: {{{name}}}, namespace: {{{space}}}}
        spec:
          schedule: "* * * * *"
          concurrencyPolicy: Forbid
          jobTemplate:
            spec:
              template: {{{Template(space, name, "{}", "Never")}}}
        ---

        """ + Service(space, name);

    // In one line of JSON, so that it can stand at any depth.
    private static string Template(string space, string name, string annotations, string restart = "Always")
    {
        string metadata = $"labels: {{app: {name}}}, annotations: {annotations}";
        string arguments = $"\"--urls\", \"http://*:8080\", \"--supplier\", \"http://{Warehouse}.{space}.svc:8080\"";
        string container = $"name: shop, image: \"{Stage.Image("shop")}\", imagePullPolicy: IfNotPresent, args: [{arguments}], "
            + "ports: [{containerPort: 8080}], readinessProbe: {httpGet: {path: /api/products/1, port: 8080}, periodSeconds: 1}, "
            + "resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 256Mi}}";
        return $"{{metadata: {{{metadata}}}, spec: {{restartPolicy: {restart}, containers: [{{{container}}}]}}}}";
    }

    private static string Service(string space, string name) => $$$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{{name}}}, namespace: {{{space}}}}
        spec: {selector: {app: {{{name}}}}, ports: [{port: 8080}]}
        ---

        """;
}
