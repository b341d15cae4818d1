namespace PodMirror.Agent.Tests;

/// <summary>For tests that measure what the whole process holds: they run after all others, one at a time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
