namespace PodMirror.ClusterKit;

/// <summary>A path of the API, taken apart: <c>/api/v1/namespaces/shop/pods/web</c>.</summary>
/// <param name="Group">The group and version: <c>/api/v1</c>.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Resource">The kind: <c>pods</c>.</param>
/// <param name="Name">The object's name, or empty of a collection.</param>
internal sealed record ApiPath(string Group, string Namespace, string Resource, string Name)
{
    /// <summary>Takes a path apart; null when it is none of an object or a collection.</summary>
    public static ApiPath? Parse(string path)
    {
        string[] parts = path.Trim('/').Split('/');
        int head = parts[0] == "api" ? 2 : 3;
        string group = "/" + string.Join('/', parts.Take(head));
        string[] rest = [.. parts.Skip(head)];
        return rest switch
        {
            ["namespaces", var space, var resource] => new(group, space, resource, ""),
            ["namespaces", var space, var resource, var name] => new(group, space, resource, name),
            [var resource] => new(group, "", resource, ""),
            [var resource, var name] => new(group, "", resource, name),
            _ => null,
        };
    }

    /// <summary>Whether an object is in this collection.</summary>
    public bool Holds(ApiPath item) =>
        Group == item.Group && Resource == item.Resource && (Namespace.Length == 0 || Namespace == item.Namespace);
}
