// Captures count packets and allocations of threads: one at a time, so that no test's load is another's loss.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
