using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class EventStreamSpanTests
{
    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\r\rdata: b\r\r", "a|b")]
    [InlineData("data: a\r\n\r\n", "a")]
    [InlineData("\ufeffdata: a\n\n", "a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data\n\n", "")]
    [InlineData("data:  two\n\n", " two")]
    [InlineData(": comment\n\nevent: x\n\ndata: a\n\n", "a")]
    [InlineData("data: not ended\n", null)]
    [InlineData("Data: a\n\n", null)]
    public void Events_are_cut_as_the_standard_says(string body, string? expected) => Assert.Equal(
        expected?.Split('|') ?? [], Stream(body).ToSpan().Events.Select(one => one["podmirror.sse.event.data"]));

    [Fact]
    public void Each_event_has_its_lines_and_the_time_of_its_mark()
    {
        ReadSpan span = (Stream("id: 7\nevent: tick\nretry: 500\ndata: {\"a\":1}\n\ndata: b\n\n") with
        {
            ResponseMarks = [(0, 10), (44, 20)],
            ResponseFramed = new FramedContent { Framing = ContentFraming.EventStream, Messages = 3, MessageBytes = 99, LargestMessageBytes = 50 },
        }).ToSpan();

        Assert.Equal([10UL, 20UL], span.Events.Select(one => one.Time));
        ReadEvent first = span.Events[0];
        Assert.Equal("podmirror.sse.event", first.Name);
        Assert.Equal("7", first["podmirror.sse.event.id"]);
        Assert.Equal("tick", first["podmirror.sse.event.type"]);
        Assert.Equal(500L, first["podmirror.sse.event.retry"]);
        Assert.Equal("{\"a\":1}", first["podmirror.sse.event.data"]);
        Assert.Equal(3L, span["podmirror.sse.events"]);
        Assert.Equal(1, span.DroppedEvents);
        Assert.NotNull(span["http.response.body.content"]);
    }

    [Fact]
    public void A_stream_with_a_content_coding_has_counts_only()
    {
        Sample sample = Stream("data: a\n\n") with { ResponseFields = "Content-Type: text/event-stream\r\nContent-Encoding: identity, gzip\r\n" };

        Assert.Empty(sample.ToSpan().Events);
    }

    private static Sample Stream(string body) => new()
    {
        ResponseFields = "Content-Type: text/event-stream\r\n",
        ResponseBody = Encoding.UTF8.GetBytes(body),
        ResponseFramed = new FramedContent { Framing = ContentFraming.EventStream },
    };
}
