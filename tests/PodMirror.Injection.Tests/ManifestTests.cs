using System.Text.Json.Nodes;
using PodMirror.TestKit;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

/// <summary>What must hold of every workload, over what people and projects really deploy.</summary>
public sealed class ManifestTests
{
    private static readonly string[] Lists = ["containers", "initContainers"];

    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Twice_is_once_and_everything_of_the_original_is_still_there(bool native)
    {
        int injected = 0;
        foreach ((string file, JsonObject pod) in All())
        {
            (JsonNode once, InjectionDecision decision) = Admit(pod, Namespace(), native ? Native : Options);
            (JsonNode twice, InjectionDecision again) = Admit(once, Namespace(), native ? Native : Options);

            Assert.True(JsonNode.DeepEquals(once, twice), file);
            Assert.Equal(decision.IsInjected ? InjectionReason.AlreadyInjected : decision.Reason, again.Reason);
            Assert.True(JsonNode.DeepEquals(Without(pod), Without(once)), file);
            injected += decision.IsInjected ? 1 : 0;
        }

        Assert.InRange(injected, 300, int.MaxValue);
    }

    [Fact]
    public void Where_a_pod_security_level_forbids_it_no_container_is_added()
    {
        foreach ((string file, JsonObject pod) in All())
        {
            foreach (string level in new[] { "baseline", "restricted" })
            {
                (JsonNode admitted, InjectionDecision decision) = Admit(pod, Namespace(security: level), Native);

                Assert.False(decision.IsInjected, file);
                Assert.True(JsonNode.DeepEquals(pod["spec"], admitted["spec"]), file);
            }
        }
    }

    private static (string File, JsonObject Pod)[] All()
    {
        Assert.SkipWhen(TestData.Find("manifests") is null, TestData.SkipReason("manifests"));
        return [.. Manifest.Pods()];
    }

    /// <summary>Without what the injector adds, and without the containers that it adds them to when those are empty.</summary>
    private static JsonNode Without(JsonNode pod)
    {
        JsonNode rest = pod.DeepClone();
        foreach (string list in Lists)
        {
            if (rest["spec"]![list] is JsonArray containers)
            {
                containers.RemoveAll(container => container?["image"]?.ToString() == Options.Image);
                _ = containers.Count > 0 || rest["spec"]!.AsObject().Remove(list);
            }
        }

        if (rest["metadata"]?["annotations"] is JsonObject annotations)
        {
            annotations.Remove(Status);
            annotations.Remove("kubectl.kubernetes.io/default-container");
            _ = annotations.Count > 0 || rest["metadata"]!.AsObject().Remove("annotations");
        }

        _ = rest["metadata"] is JsonObject { Count: > 0 } || rest.AsObject().Remove("metadata");
        return rest;
    }
}
