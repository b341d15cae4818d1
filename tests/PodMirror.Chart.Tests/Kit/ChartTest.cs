namespace PodMirror.Chart.Tests.Kit;

/// <summary>What every test that renders begins with: the question whether this machine can.</summary>
public abstract class ChartTest
{
    protected ChartTest() => Assert.SkipWhen(Renderer.WhyImpossible is not null, Renderer.WhyImpossible ?? "");
}
