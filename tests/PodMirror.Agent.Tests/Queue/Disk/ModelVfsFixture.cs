namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>Puts the <see cref="ModelVfs"/> in its place before the first database is opened.</summary>
public sealed class ModelVfsFixture
{
    public ModelVfsFixture() => ModelVfs.Prepare();
}
