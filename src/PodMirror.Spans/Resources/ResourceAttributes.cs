using System.Globalization;

namespace PodMirror.Spans;

/// <summary>
/// The resource's attributes from environment variables: what the downward API put there, and OpenTelemetry's own variables,
/// which win. The table is in docs/tme.md.
/// </summary>
public static class ResourceAttributes
{
    private const string ListVariable = "OTEL_RESOURCE_ATTRIBUTES";
    private const string UnknownService = "unknown_service:podmirror";

    private static readonly (string Variable, string Attribute)[] Variables =
    [
        ("POD_NAME", "k8s.pod.name"), ("POD_NAMESPACE", "k8s.namespace.name"), ("POD_UID", "k8s.pod.uid"), ("POD_IP", "k8s.pod.ip"),
        ("NODE_NAME", "k8s.node.name"), ("PODMIRROR_CONTAINER_NAME", "k8s.container.name"), ("PODMIRROR_CLUSTER_NAME", "k8s.cluster.name"),
        ("PODMIRROR_DEPLOYMENT_NAME", "k8s.deployment.name"), ("PODMIRROR_STATEFULSET_NAME", "k8s.statefulset.name"),
        ("PODMIRROR_DAEMONSET_NAME", "k8s.daemonset.name"), ("PODMIRROR_CRONJOB_NAME", "k8s.cronjob.name"), ("PODMIRROR_JOB_NAME", "k8s.job.name"),
        ("PODMIRROR_ENVIRONMENT", "deployment.environment.name"), ("PODMIRROR_SERVICE_NAME", "service.name"),
        ("PODMIRROR_SERVICE_NAMESPACE", "service.namespace"), ("PODMIRROR_SERVICE_VERSION", "service.version"),
    ];

    // The first of these that is known names the service when nobody else does (OpenTelemetry, Kubernetes attributes).
    private static readonly string[] ServiceNameFallbacks =
    [
        "k8s.deployment.name", "k8s.statefulset.name", "k8s.daemonset.name", "k8s.cronjob.name", "k8s.job.name", "k8s.pod.name", "k8s.container.name",
    ];

    /// <summary>Makes the attributes, in the order of their names.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    public static IReadOnlyDictionary<string, string> FromEnvironment(Func<string, string?> environment)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["telemetry.distro.name"] = SpanSource.ScopeName,
            ["telemetry.distro.version"] = SpanSource.Version,
        };
        foreach ((string variable, string attribute) in Variables)
        {
            Set(attributes, attribute, environment(variable));
        }

        // A list that cannot be read is left out as a whole (OpenTelemetry, Resource SDK); Warning says so.
        _ = KeyValueList.TryParse(environment(ListVariable), out List<KeyValuePair<string, string>> list);
        foreach ((string name, string value) in list)
        {
            Set(attributes, name, value);
        }

        Set(attributes, "service.name", environment("OTEL_SERVICE_NAME"));
        AddDerived(attributes);
        return attributes;
    }

    /// <summary>What a person should know of the variables: that the list of attributes is left out because it cannot be read; else null.</summary>
    public static string? Warning(Func<string, string?> environment) => KeyValueList.TryParse(environment(ListVariable), out _)
        ? null
        : $"{ListVariable} is left out: it looks like name=value,name=value with percent-encoded values";

    private static void AddDerived(SortedDictionary<string, string> attributes)
    {
        if (!attributes.ContainsKey("service.name"))
        {
            string? fallback = ServiceNameFallbacks.FirstOrDefault(attributes.ContainsKey);
            attributes["service.name"] = fallback is null ? UnknownService : attributes[fallback];
        }

        if (!attributes.ContainsKey("service.namespace") && attributes.TryGetValue("k8s.namespace.name", out string? k8sNamespace))
        {
            attributes["service.namespace"] = k8sNamespace;
        }

        // namespace.pod.container, as the conventions compose it.
        if (!attributes.ContainsKey("service.instance.id") && attributes.TryGetValue("k8s.pod.name", out string? pod))
        {
            string container = attributes.GetValueOrDefault("k8s.container.name", "");
            string scope = attributes.GetValueOrDefault("k8s.namespace.name", "");
            attributes["service.instance.id"] = string.Create(CultureInfo.InvariantCulture, $"{scope}.{pod}.{container}").Trim('.');
        }
    }

    private static void Set(SortedDictionary<string, string> attributes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            attributes[name] = value;
        }
    }
}
