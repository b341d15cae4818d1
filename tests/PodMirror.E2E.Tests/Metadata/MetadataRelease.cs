using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Metadata;

/// <summary>The release with a label and an annotation of Pods that are asked for, and a namespace whose Pods are mirrored.</summary>
public sealed class MetadataRelease(Cluster cluster) : IAsyncLifetime
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "podmirror-e2e-metadata";

    public async ValueTask InitializeAsync()
    {
        if (!Stage.HasCluster)
        {
            return;
        }

        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(Namespace));
        await Kubectl.RunAsync(
            """-n podmirror patch deployment podmirror --type=json -p """
            + """[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--metadata-labels=app"},"""
            + """{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--metadata-annotations=example.com/owner"}]""");
        await Release.IsReadyAsync(cluster);
    }

    public ValueTask DisposeAsync() => Stage.HasCluster ? new(Release.InstallAsync(cluster)) : ValueTask.CompletedTask;
}
