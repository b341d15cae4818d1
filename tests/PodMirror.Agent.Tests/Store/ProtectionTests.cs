using System.Runtime.Versioning;

namespace PodMirror.Agent.Tests.Store;

[UnsupportedOSPlatform("windows")]
public sealed class ProtectionTests : IDisposable
{
    private const UnixFileMode OfUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfAll = OfUser | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly string[] Names =
    [
        "audit.db", "audit.db-shm", "audit.db-wal", "descriptions.db", "descriptions.db-shm", "descriptions.db-wal",
        "podmirror.db", "podmirror.db-shm", "podmirror.db-wal", "podmirror.lock", "queue.db", "queue.db-wal",
    ];

    private readonly string _parent = Directory.CreateTempSubdirectory("podmirror-agent-").FullName;

    [Fact]
    public async Task What_the_agent_makes_is_for_its_user_alone()
    {
        string data = Path.Combine(_parent, "data");
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Data = data });
        await agent.StoreAsync(new TestSpan());

        Assert.Equal(OfUser | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        Assert.Equal(Names, Directory.GetFiles(data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(data), file => Assert.Equal(OfUser, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_directory_that_is_there_stays_as_it_is_and_a_store_that_others_could_read_is_closed_to_them()
    {
        File.SetUnixFileMode(_parent, OfAll | UnixFileMode.UserExecute);
        string store = Path.Combine(_parent, "podmirror.db");
        await File.WriteAllBytesAsync(store, []);
        File.SetUnixFileMode(store, OfAll);

        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Data = _parent });

        Assert.Equal(OfAll | UnixFileMode.UserExecute, File.GetUnixFileMode(_parent));
        Assert.Equal(OfUser, File.GetUnixFileMode(store));
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
