// One cluster, and claims about what happens when a part of it is gone: one at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(PodMirror.E2E.Tests.Kit.Cluster))]
