using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Security;
using PodMirror.Agent.Sidecars;

namespace PodMirror.Agent.Tests.Sidecars;

public sealed class SidecarConfigFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_change_is_taken_and_a_bad_one_leaves_the_last_good_in_force()
    {
        File.WriteAllText(_file, """{"defaults":{"maxBodyBytes":1}}""");
        var file = new SidecarConfigFile(_file);
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

    private static int? MaxBodyBytes(SidecarConfigFile file) => file.Current.For(null, null).MaxBodyBytes;
}
