using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Writes the environment of the containers: where spans go, and by the downward API whose they are. No secret is among it.</summary>
internal static class ContainerEnvironment
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly (string Variable, string Path)[] DownwardFields =
    [
        ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("POD_UID", "metadata.uid"), ("POD_IP", "status.podIP"),
        ("NODE_NAME", "spec.nodeName"),
    ];

    /// <summary>Of mirror: the endpoint, whose connections it leaves out.</summary>
    internal static void WriteOfMirror(Utf8JsonWriter json, InjectionOptions options)
    {
        json.WriteStartArray("env");
        WriteValue(json, Endpoint, options.Endpoint);
        json.WriteEndArray();
    }

    /// <summary>Of tme: the endpoint, the Pod and its workload, where its certificates and its token are, and what the administrator adds.</summary>
    internal static void WriteOfTme(Utf8JsonWriter json, PodView pod, InjectionOptions options)
    {
        json.WriteStartArray("env");
        WriteValue(json, Endpoint, options.Endpoint);
        foreach ((string variable, string path) in DownwardFields)
        {
            WriteField(json, variable, path);
        }

        foreach ((string variable, string name) in WorkloadName.Of(pod))
        {
            WriteValue(json, variable, name);
        }

        if (options.ClusterName is { } cluster)
        {
            WriteValue(json, "PODMIRROR_CLUSTER_NAME", cluster);
        }

        foreach ((string name, string value) in CredentialVariables.Of(options.TmeCredentials))
        {
            WriteValue(json, name, value);
        }

        foreach ((string name, string value) in options.TmeEnvironment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteValue(json, name, value);
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, string name, string path)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("valueFrom");
        json.WriteStartObject("fieldRef");
        json.WriteString("fieldPath", path);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
