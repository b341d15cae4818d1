using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Security;
using PodMirror.Agent.Sidecars;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Sidecars;

public sealed class SidecarConfigFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_change_is_taken_and_a_bad_one_leaves_the_last_good_in_force()
    {
        File.WriteAllText(_file, """{"defaults":{"maxBodyBytes":1}}""");
        var file = new SidecarConfigFile(_file, TimeProvider.System);
        ReloadedFiles reloaded = file.Files(NullLogger.Instance).Single();
        reloaded.Refresh();
        Assert.Equal(1, MaxBodyBytes(file));

        File.WriteAllText(_file, """{"defaults":{"maxBodyBytes":2}}""");
        reloaded.Refresh();
        Assert.Equal(2, MaxBodyBytes(file));

        File.WriteAllText(_file, "{");
        reloaded.Refresh();
        reloaded.Refresh();
        Assert.Equal(2, MaxBodyBytes(file));

        File.Delete(_file);
        reloaded.Refresh();
        Assert.Equal(2, MaxBodyBytes(file));

        File.WriteAllText(_file, "{}");
        reloaded.Refresh();
        Assert.Null(MaxBodyBytes(file));
    }

    [Fact]
    public void It_tells_whether_what_holds_is_what_the_file_says_and_for_how_long()
    {
        var clock = new FakeClock();
        File.WriteAllText(_file, """{"defaults":{"maxBodyBytes":1}}""");
        var file = new SidecarConfigFile(_file, clock);
        ReloadedFiles reloaded = file.Files(NullLogger.Instance).Single();
        reloaded.Start();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((true, true, TimeSpan.FromMinutes(1), 1, 0), (file.IsUsed, file.IsValid, file.Age, file.Taken.Value, file.Refused.Value));

        File.WriteAllText(_file, """{"defaults":{"capture":{"mode":"all"}}}""");
        reloaded.Refresh();
        reloaded.Refresh();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((false, TimeSpan.FromMinutes(2), 1, 1), (file.IsValid, file.Age, file.Taken.Value, file.Refused.Value));

        File.WriteAllText(_file, """{"defaults":{"capture":{"mode":"egress"}}}""");
        reloaded.Refresh();
        Assert.Equal((true, TimeSpan.Zero, 2, 1), (file.IsValid, file.Age, file.Taken.Value, file.Refused.Value));
    }

    [Fact]
    public void A_file_that_is_too_long_is_a_document_refused()
    {
        File.WriteAllText(_file, "{}");
        var file = new SidecarConfigFile(_file, TimeProvider.System);
        ReloadedFiles reloaded = file.Files(NullLogger.Instance).Single();
        reloaded.Start();
        File.WriteAllText(_file, "{}" + new string(' ', SidecarConfig.MaxBytes));

        reloaded.Refresh();
        reloaded.Refresh();

        Assert.Equal((false, 1, 1), (file.IsValid, file.Taken.Value, file.Refused.Value));
    }

    private static int? MaxBodyBytes(SidecarConfigFile file) => file.Current.For(null, null).MaxBodyBytes;
}
