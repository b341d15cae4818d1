using PodMirror.Agent.Configuration;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Tests.Queue;
using PodMirror.Agent.Tests.Queue.Disk;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class ForwarderFactoryTests
{
    [Theory]
    [InlineData("http://192.0.2.1:4318", "authorization=Bearer%20hidden", 1)]
    [InlineData("grpc://192.0.2.1:4317", "authorization=Bearer%20hidden", 1)]
    [InlineData("https://192.0.2.1:4318", "authorization=Bearer%20hidden", 0)]
    [InlineData("http://127.0.0.1:4318", "authorization=Bearer%20hidden", 0)]
    [InlineData("http://192.0.2.1:4318", "", 0)]
    public async Task Credentials_that_go_to_another_machine_in_clear_text_are_warned_of_once(string target, string headers, int expected)
    {
        Assert.True(ForwardTarget.TryParse(target, out ForwardTarget? parsed));
        await using var queue = QueueHarness.InMemory(QueueHarness.Destination(parsed!.QueueName));
        var log = new LogCount();

        await using ForwarderSet forwarders = ForwarderFactory.Make(
            new AgentOptions { Forward = [parsed] },
            queue.Queue,
            name => name == "OTEL_EXPORTER_OTLP_HEADERS" ? headers : null,
            TimeProvider.System,
            log);

        Assert.Equal(expected, log["Notice"]);
    }
}
