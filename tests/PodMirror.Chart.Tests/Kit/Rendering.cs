using System.Text.Json.Nodes;

namespace PodMirror.Chart.Tests.Kit;

/// <summary>The objects that a rendering holds.</summary>
/// <param name="Objects">In the order in which they are applied.</param>
internal sealed record Rendering(IReadOnlyList<JsonObject> Objects)
{
    /// <summary>The agent's Deployment.</summary>
    public JsonNode Deployment => Only("Deployment");

    /// <summary>What the agent's Pods are made of.</summary>
    public JsonNode Pod => Deployment["spec"]!["template"]!;

    /// <summary>The agent's container.</summary>
    public JsonNode Agent => Assert.Single(Pod["spec"]!["containers"]!.AsArray())!;

    /// <summary>The one webhook.</summary>
    public JsonNode Webhook => Assert.Single(Only("MutatingWebhookConfiguration")["webhooks"]!.AsArray())!;

    /// <summary>The settings of the injector.</summary>
    public string Injection => (string)Named("ConfigMap", "injection")["data"]!["injection.json"]!;

    /// <summary>What sidecars take from the agent.</summary>
    public string SidecarConfig => (string)Named("ConfigMap", "sidecars")["data"]!["sidecars.json"]!;

    /// <summary>Renders the chart; fails with what was said against it.</summary>
    /// <param name="values">The values, as YAML.</param>
    /// <param name="kubeVersion">The cluster's version.</param>
    /// <param name="release">The release's name and namespace.</param>
    public static Rendering Of(string values = "", string kubeVersion = "1.36.0", (string Name, string Namespace)? release = null)
    {
        (string name, string space) = release ?? ("podmirror", "podmirror");
        (bool succeeded, string text) = Renderer.Render(values, "-kube-version", kubeVersion, "-name", name, "-namespace", space);
        Assert.True(succeeded, text);
        return new Rendering(Yaml.Read(text));
    }

    /// <summary>What is said against values that are refused.</summary>
    public static string Refusal(string values, string kubeVersion = "1.36.0")
    {
        (bool succeeded, string text) = Renderer.Render(values, "-kube-version", kubeVersion);
        Assert.False(succeeded, "nothing was said against: " + values);
        return text;
    }

    /// <summary>Every object of a kind.</summary>
    public IReadOnlyList<JsonObject> All(string kind) => [.. Objects.Where(one => (string)one["kind"]! == kind)];

    /// <summary>The only object of a kind.</summary>
    public JsonObject Only(string kind) => Assert.Single(All(kind));

    /// <summary>The object of a kind whose name ends with a word.</summary>
    public JsonObject Named(string kind, string end) => Assert.Single(All(kind), one => NameOf(one).EndsWith(end, StringComparison.Ordinal));

    /// <summary>An object's name.</summary>
    public static string NameOf(JsonNode of) => (string)of["metadata"]!["name"]!;

    /// <summary>The value of an option of the agent; null when it is not given.</summary>
    public string? Argument(string option) => Arguments(option).SingleOrDefault();

    /// <summary>Every value of an option of the agent that may be repeated.</summary>
    public IEnumerable<string> Arguments(string option) => Agent["args"]!.AsArray().Select(one => (string)one!)
        .Where(one => one.StartsWith(option + "=", StringComparison.Ordinal)).Select(one => one[(option.Length + 1)..]);
}
