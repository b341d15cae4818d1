using System.Text.Json.Nodes;
using PodMirror.TestKit;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

/// <summary>What must hold of every workload, over what people and projects really deploy.</summary>
public sealed class ManifestTests
{
    private static readonly string[] Lists = ["containers", "initContainers"];

    private static readonly TmeCredentials Credentials = new() { CaSecret = "trust", ClientCertificateSecret = "sender", TokenSecret = "sender" };

    public static TheoryData<bool, bool> Forms => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Twice_is_once_and_everything_of_the_original_is_still_there(bool native, bool withCredentials)
    {
        InjectionOptions options = (native ? Native : Options) with { TmeCredentials = withCredentials ? Credentials : new() };
        int injected = 0;
        foreach ((string file, JsonObject pod) in All())
        {
            (JsonNode once, InjectionDecision decision) = Admit(pod, Namespace(), options);
            (JsonNode twice, InjectionDecision again) = Admit(once, Namespace(), options);

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

    [Fact]
    public void Volumes_of_a_Pod_have_names_of_their_own_each_and_every_mount_has_its_volume()
    {
        foreach ((string file, JsonObject pod) in All())
        {
            (JsonNode admitted, InjectionDecision decision) = Admit(pod, Namespace(), Native with { TmeCredentials = Credentials });
            string?[] names = [.. (admitted["spec"]!["volumes"] as JsonArray ?? []).Select(volume => volume!["name"]?.ToString())];

            Assert.Equal(names.Length, names.Distinct().Count());
            if (decision.IsInjected)
            {
                JsonNode tme = admitted["spec"]!["initContainers"]![0]!;
                JsonNode mount = tme["volumeMounts"]!.AsArray().Single(one => one!["mountPath"]!.ToString() == "/var/run/podmirror")!;
                Assert.Contains(mount["name"]!.ToString(), names);
                Assert.DoesNotContain("podmirror-credentials", admitted["spec"]!["initContainers"]![1]!.ToJsonString(), StringComparison.Ordinal);
                Assert.DoesNotContain("podmirror-credentials", admitted["spec"]!["containers"]!.ToJsonString(), StringComparison.Ordinal);
            }
            else
            {
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

        if (rest["spec"]!["volumes"] is JsonArray volumes)
        {
            volumes.RemoveAll(volume => volume?["name"]?.ToString() == "podmirror-credentials");
            _ = volumes.Count > 0 || rest["spec"]!.AsObject().Remove("volumes");
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
