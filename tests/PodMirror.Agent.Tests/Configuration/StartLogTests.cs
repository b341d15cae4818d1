using System.Net;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Tests.Queue.Disk;

namespace PodMirror.Agent.Tests.Configuration;

public sealed class StartLogTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void An_agent_that_is_told_to_store_nothing_says_so_once_at_the_start(int spansPerSecond, int expected)
    {
        var log = new LogCount();
        var any = new IPEndPoint(IPAddress.Loopback, 1);
        AgentLog.Started(log, any, any, any, new AgentOptions { StoreMaxSpansPerSecond = spansPerSecond });
        Assert.Equal((1, expected), (log["Listening"], log["StoresNothing"]));
    }
}
