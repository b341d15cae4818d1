using System.Buffers;
using System.Text.Json;

namespace PodMirror.Sidecar.Check;

/// <summary>Something that a user must be allowed to do.</summary>
/// <param name="Verb">Such as <c>create</c>.</param>
/// <param name="Group">The API group; the core group is empty.</param>
/// <param name="Resource">Such as <c>deployments</c>.</param>
/// <param name="InRelease">Whether it is in the release's namespace; else it is of the whole cluster.</param>
internal sealed record Permission(string Verb, string Group, string Resource, bool InRelease)
{
    private static readonly string[] Verbs = ["create", "patch", "delete"];

    /// <summary>What installing, upgrading and removing a release takes (docs/install.md).</summary>
    internal static IReadOnlyList<Permission> OfInstallation { get; } =
    [
        .. Whole("admissionregistration.k8s.io", "mutatingwebhookconfigurations", false),
        .. Whole("rbac.authorization.k8s.io", "clusterroles", false),
        .. Whole("rbac.authorization.k8s.io", "clusterrolebindings", false),
        .. Whole("rbac.authorization.k8s.io", "roles", true),
        .. Whole("rbac.authorization.k8s.io", "rolebindings", true),
        .. Whole("apps", "deployments", true),
        .. Whole("", "services", true),
        .. Whole("", "serviceaccounts", true),
        .. Whole("", "configmaps", true),
        .. Whole("", "secrets", true),
        .. Whole("networking.k8s.io", "networkpolicies", true),
    ];

    /// <summary>What taking part takes.</summary>
    internal static IReadOnlyList<Permission> OfUse { get; } = [new("patch", "", "namespaces", false)];

    /// <summary>As kubectl names what it is about.</summary>
    internal string Kind => Resource + (Group.Length > 0 ? "." + Group : "");

    /// <summary>The question whether the user may: a SelfSubjectAccessReview.</summary>
    internal ReadOnlyMemory<byte> Question(string releaseNamespace)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion", "authorization.k8s.io/v1");
        json.WriteString("kind", "SelfSubjectAccessReview");
        json.WriteStartObject("spec");
        json.WriteStartObject("resourceAttributes");
        json.WriteString("verb", Verb);
        json.WriteString("group", Group);
        json.WriteString("resource", Resource);
        if (InRelease)
        {
            json.WriteString("namespace", releaseNamespace);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static IEnumerable<Permission> Whole(string group, string resource, bool inRelease) =>
        Verbs.Select(verb => new Permission(verb, group, resource, inRelease));
}
