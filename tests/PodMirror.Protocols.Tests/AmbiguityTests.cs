namespace PodMirror.Protocols.Tests;

/// <summary>What two readers may read in two ways is read as most servers read it, and flagged.</summary>
public sealed class AmbiguityTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n", Empty, "control_character")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: \u0001\r\n\r\n", Empty, "control_character")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: \u007f\r\n\r\n", Empty, "control_character")]
    [InlineData(Get, "HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n", "control_character")]
    [InlineData(Get, "HTTP/1.1\t200 OK\r\nContent-Length: 0\r\n\r\n", "start_line_lenient")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0 \r\n\r\n", "chunk_invalid")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0 x\r\n\r\n", "chunk_invalid")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;a\rb\r\n\r\n", "chunk_invalid")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;a\n\r\n", "bare_line_feed")]
    public void What_readers_differ_about_is_read_and_flagged(string request, string response, string anomaly)
    {
        foreach (int mss in new[] { 1448, 1, 2, 3, 7 })
        {
            Rig rig = Rig.Run(new Conversation { Mss = mss }.Client(request).Server(response).Close().Segments);

            Assert.Equal($"GET /a > 200 !{anomaly}", rig.Lines);
        }
    }

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: \tb\t \u00e9\r\n\r\n", Empty)]
    [InlineData(Get, "HTTP/1.1 200 Quite\tfine\r\nContent-Length: 0\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0 ; a=\"b c\"\r\n\r\n")]
    public void What_all_readers_agree_about_is_not_flagged(string request, string response) =>
        Assert.Equal("GET /a > 200", Rig.Run(new Conversation().Client(request).Server(response).Close().Segments).Lines);
}
