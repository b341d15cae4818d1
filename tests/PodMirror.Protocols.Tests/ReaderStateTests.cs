namespace PodMirror.Protocols.Tests;

/// <summary>What a reader keeps from one message to the next.</summary>
public sealed class ReaderStateTests
{
    [Fact]
    public void A_preface_of_HTTP2_that_breaks_off_is_no_request()
    {
        Rig rig = Rig.Run(new Conversation().Client("PRI * HTTP/2.0\r\n\r\nSM").Client("x")
            .Client(Numbered.Get(1)).Server(Numbered.Ok(1)).Close().Segments);

        Assert.Equal("GET /1 > 200", rig.Lines);
    }
}
