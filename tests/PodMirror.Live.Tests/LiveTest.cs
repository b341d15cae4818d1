using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

/// <summary>What every live test begins with: the question whether this machine allows it.</summary>
public abstract class LiveTest
{
    private static readonly string? Impossible = NetworkNamespace.WhyImpossible();

    protected LiveTest() => Assert.SkipWhen(Impossible is not null, Impossible ?? "");
}
