using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Story;

/// <summary>What the user sees of the story.</summary>
[Collection<StoryCollection>]
public sealed class StoryTests(Cluster cluster, Story story) : ClusterTest
{
    private const string Space = Story.Namespace;

    [Fact]
    public void A_label_an_annotation_and_a_restart_make_one_of_one_three_of_three()
    {
        Assert.Equal("1/1", PodFacts.Ready(story.Before));
        Assert.Equal("3/3", PodFacts.Ready(story.After));
    }

    [Fact]
    public async Task A_Pod_that_says_false_is_left_out() =>
        Assert.Equal("1/1", PodFacts.Ready(await cluster.ReadyPodAsync(Space, "app=left-out", 1)));

    [Fact]
    public async Task A_call_through_the_Service_is_shown_with_where_it_was_answered()
    {
        // The shop calls the warehouse by the name of its Service.
        Assert.Equal(200, await cluster.CallAsync(Space, "shop", "/api/supplies/21"));

        JsonNode exchange = Assert.Single(await cluster.Agent.ExchangesAsync($"namespace={Space}&path=/api/products/21", 1));
        JsonNode pod = await cluster.ReadyPodAsync(Space, "app=" + Shop.Warehouse, 3);
        Assert.Equal("ingress", exchange["direction"]!.GetValue<string>());
        Assert.Equal(200, exchange["status"]!.GetValue<int>());
        Assert.Equal(Shop.Warehouse, exchange["service"]!.GetValue<string>());
        Assert.Equal(PodFacts.Metadata(pod, "name"), exchange["pod"]!.GetValue<string>());
        Assert.Equal(PodFacts.Metadata(pod, "uid"), await cluster.Agent.ResourceAsync(exchange, "k8s.pod.uid"));
        Assert.Equal(pod["spec"]!["nodeName"]!.GetValue<string>(), await cluster.Agent.ResourceAsync(exchange, "k8s.node.name"));
        Assert.Equal(Space, await cluster.Agent.ResourceAsync(exchange, "k8s.namespace.name"));
        Assert.Equal(Shop.Warehouse, await cluster.Agent.ResourceAsync(exchange, "k8s.deployment.name"));
    }

    [Theory]
    [InlineData("shop", 31, "ingress", null)]
    [InlineData("egress", 32, null, "egress")]
    [InlineData("both", 33, "ingress", "egress")]
    public async Task A_mode_decides_over_calls_that_come_in_and_calls_that_go_out(string shop, int product, string? incoming, string? outgoing)
    {
        // What is wanted of the second call comes after all that ever will of the first.
        int second = product + 100;
        Assert.Equal(200, await cluster.CallAsync(Space, shop, $"/api/supplies/{product}"));
        Assert.Equal(404, await cluster.CallAsync(Space, shop, $"/api/supplies/{second}"));
        await cluster.Agent.ExchangesAsync($"service={shop}&path=/api/{(incoming is null ? "products" : "supplies")}/{second}", 1);

        Assert.Equal(incoming, await DirectionAsync(shop, $"/api/supplies/{product}"));
        Assert.Equal(outgoing, await DirectionAsync(shop, $"/api/products/{product}"));
    }

    [Fact]
    public async Task A_Pod_is_mirrored_by_its_own_word_where_its_namespace_says_nothing()
    {
        const string space = "podmirror-e2e-single";
        await Kubectl.RunAsync("apply -f -", Shop.Namespace(space));
        await Kubectl.RunAsync($"label namespace {space} traceableai-inject-mirror=enabled");
        await Kubectl.RunAsync("apply -f -", string.Concat(
            Shop.Manifest(space, "asked", """{mirror.traceable.ai/inject: "true"}"""), Shop.Manifest(space, "silent")));

        await cluster.ReadyPodAsync(space, "app=asked", 3);
        await cluster.ReadyPodAsync(space, "app=silent", 1);
        Assert.Equal(200, await cluster.CallAsync(space, "asked", "/api/products/5"));
        Assert.Single(await cluster.Agent.ExchangesAsync($"namespace={space}&service=asked&path=/api/products/5", 1));
    }

    [Fact]
    public async Task Coverage_knows_all_of_them()
    {
        JsonNode report = await cluster.Agent.GetAsync($"/api/v1/coverage?namespace={Space}");
        JsonNode leftOut = await cluster.ReadyPodAsync(Space, "app=left-out", 1);

        Assert.True(report["complete"]!.GetValue<bool>());
        JsonNode? stands = await cluster.Agent.CoverageAsync(Space, PodFacts.Metadata(leftOut, "name"));
        Assert.Equal("not_wanted", stands!["state"]!.GetValue<string>());
        await Eventually.IsAsync("every other shop is mirrored", async () =>
            (await cluster.Agent.GetAsync($"/api/v1/coverage?namespace={Space}"))["summary"]!["mirrored"]!.GetValue<int>() == 4);
    }

    /// <summary>Of the one exchange at a path that is shown of a shop; null when none is.</summary>
    private async Task<string?> DirectionAsync(string shop, string path) =>
        (await cluster.Agent.FindAsync($"service={shop}&path={path}")).SingleOrDefault()?["direction"]!.GetValue<string>();
}
