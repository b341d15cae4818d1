namespace PodMirror.Protocols.Tests;

public sealed class PrefixTests
{
    private const string Request = "POST /a?b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n";
    private const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public void Every_prefix_of_a_conversation_ends_without_inventing_anything()
    {
        for (int length = 0; length <= Request.Length; length++)
        {
            Rig rig = Rig.Run(new Conversation().Client(Request[..length]).Close().Segments);

            Assert.True(rig.Exchanges.Count <= 1);
            Assert.All(rig.Exchanges, seen => Assert.Equal("POST /a?b", $"{seen.Method} {seen.Target}"));
        }

        for (int length = 0; length <= Response.Length; length++)
        {
            Rig rig = Rig.Run(new Conversation().Client(Request).Server(Response[..length]).Close().Segments);

            Seen seen = Assert.Single(rig.Exchanges);
            Assert.True(seen.Status is null or 200);
            Assert.Equal(length == Response.Length, seen.Anomalies == PodMirror.Exchange.Anomalies.None);
        }
    }
}
