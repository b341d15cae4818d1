namespace PodMirror.E2E.Tests.Failure;

/// <summary>An application runs without the agent, and the agent finds out what it missed.</summary>
public sealed class AbsenceTests(Absence absence) : ClusterTest, IClassFixture<Absence>
{
    [Fact]
    public void A_mirrored_Pod_stays_ready_and_serves() => Assert.Equal(("3/3", 200), (absence.Ready.Early, absence.Answers.Early));

    [Fact]
    public void A_Pod_with_both_containers_comes_up() => Assert.Equal("3/3", absence.Ready.Like);

    [Fact]
    public void A_Pod_that_nobody_could_inject_comes_up_and_serves() => Assert.Equal(("1/1", 200), (absence.Ready.Late, absence.Answers.Late));

    [Fact]
    public void It_is_reported_within_five_seconds_of_the_return()
    {
        Assert.Equal("restart_needed", absence.Coverage["state"]!.GetValue<string>());
        Assert.Equal("injected", absence.Coverage["reason"]!.GetValue<string>());
    }

    [Fact]
    public void And_its_restart_makes_it_right() => Assert.Equal("3/3", absence.Restarted);
}
