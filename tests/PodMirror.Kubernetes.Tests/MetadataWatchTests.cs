using System.Collections.Concurrent;
using System.Text.Json;

namespace PodMirror.Kubernetes.Tests;

public sealed class MetadataWatchTests : ClusterTest
{
    private readonly Told _told = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_metadata_is_asked_for_nothing_else_comes_by_list_and_by_watch(bool isMetadataOnly)
    {
        Put("listed");
        var watch = new ObjectWatch(Client, "/api/v1/pods", _told) { IsMetadataOnly = isMetadataOnly };
        Run(watch.RunAsync);
        await watch.Synced;
        Put("watched");
        Cluster.Delete("/api/v1/namespaces/shop/pods/listed");
        await _told.UntilAsync("remove listed");

        string rest = isMetadataOnly ? "" : " with spec";
        Assert.Equal(["begin", "put listed" + rest, "end", "put watched" + rest, "remove listed" + rest], _told.Lines);
    }

    private sealed class Told : IObjectSink
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public void BeginList() => _lines.Enqueue("begin");

        public void EndList() => _lines.Enqueue("end");

        public void Put(JsonElement item) => Add("put", item);

        public void Remove(JsonElement item) => Add("remove", item);

        public async Task UntilAsync(string line)
        {
            while (!_lines.Any(one => one.StartsWith(line, StringComparison.Ordinal)))
            {
                await Task.Delay(10);
            }
        }

        private void Add(string what, JsonElement item) => _lines.Enqueue(
            $"{what} {KubeJson.Text(KubeJson.Get(item, "metadata"), "name")}{(item.TryGetProperty("spec", out _) ? " with spec" : "")}");
    }
}
