using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests;

/// <summary>What every test on a cluster begins with: the question whether there is one.</summary>
public abstract class ClusterTest
{
    protected ClusterTest() => Assert.SkipUnless(Stage.HasCluster, Stage.Missing);
}
