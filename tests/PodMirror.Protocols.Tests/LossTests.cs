using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

public sealed class LossTests
{
    private static Conversation Pairs(int count, int up, int down, int mss = 1448)
    {
        var conversation = new Conversation { Mss = mss };
        for (int i = 0; i < count; i++)
        {
            conversation
                .Client($"POST /{i} HTTP/1.1\r\nHost: x\r\nContent-Length: {up}\r\n\r\n" + new string('u', up))
                .Server($"HTTP/1.1 200 OK\r\nX-Id: {i}\r\nContent-Length: {down}\r\n\r\n" + new string('d', down));
        }

        return conversation.Close();
    }

    private static string IdOf(Seen seen) => seen.ResponseFields.Split("X-Id: ")[1].Split("\r\n")[0];

    private static void AssertNothingMismatched(Rig rig)
    {
        foreach (Seen seen in rig.Exchanges.Where(seen => seen.Method is not null && seen.Status is not null))
        {
            if (seen.ResponseFields.Contains("X-Id", StringComparison.Ordinal))
            {
                Assert.Equal(seen.Target, "/" + IdOf(seen));
            }
        }
    }

    [Fact]
    public void Any_single_lost_segment_costs_at_most_one_pair_and_is_told()
    {
        List<Segment> whole = Pairs(4, 3000, 4000).Segments;
        for (int lost = 0; lost < whole.Count; lost++)
        {
            List<Segment> segments = [.. whole];
            segments.RemoveAt(lost);

            Rig rig = Rig.Run(segments);

            AssertNothingMismatched(rig);
            int clean = rig.Exchanges.Count(seen => seen.Anomalies == Anomalies.None && seen.RequestBytes == 3000 && seen.ResponseBytes == 4000);
            Assert.True(clean >= (whole[lost].Payload.Length > 0 ? 3 : 4), $"segment {lost}:\n{rig.Lines}");
        }
    }

    [Fact]
    public void A_loss_inside_a_body_of_known_length_damages_that_message_only()
    {
        List<Segment> segments = Pairs(3, 0, 10000).Segments;
        segments.RemoveAt(segments.FindIndex(segment => !segment.FromClient && segment.Payload.Length > 0) + 2);

        Rig rig = Rig.Run(segments);

        Assert.Equal(Anomalies.ResponseGap, rig.Exchanges[0].Anomalies);
        Assert.Equal(10000, rig.Exchanges[0].ResponseBytes);
        Assert.Equal([Anomalies.None, Anomalies.None], rig.Exchanges.Skip(1).Select(seen => seen.Anomalies));
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.01, 2)]
    [InlineData(0.05, 3)]
    [InlineData(0.20, 4)]
    [InlineData(0.50, 5)]
    public void Random_loss_never_pairs_a_response_with_another_request(double share, int seed)
    {
        var random = new Random(seed);
        List<Segment> segments = [.. Pairs(300, 2000, 5000).Segments.Where(_ => random.NextDouble() >= share)];

        Rig rig = Rig.Run(segments);

        AssertNothingMismatched(rig);
        foreach (Seen seen in rig.Exchanges.Where(seen => seen.Anomalies == Anomalies.None))
        {
            Assert.Equal((2000, 5000), (seen.RequestBytes, seen.ResponseBytes));
            Assert.Equal((2000, 5000), (seen.RequestBody.Length, seen.ResponseBody.Length));
        }
    }

    [Fact]
    public void One_percent_loss_leaves_nearly_all_pairs()
    {
        int paired = 0;
        for (int connection = 0; connection < 8; connection++)
        {
            var random = new Random(connection);
            Rig rig = Rig.Run(Pairs(250, 6144, 20480).Segments.Where(_ => random.NextDouble() >= 0.01), checkEach: false);
            AssertNothingMismatched(rig);
            paired += rig.Exchanges.Count(seen => seen.Method is not null && seen.Status is not null);
        }

        // What is missing has lost the segment with its start line: 2 % of 2000.
        Assert.InRange(paired, 1940, 2000);
    }

    [Fact]
    public void Random_loss_on_pipelined_connections_never_pairs_a_response_with_another_request()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var conversation = new Conversation { Mss = 100 };
            for (int i = 0; i < 30; i += 3)
            {
                IEnumerable<int> ids = Enumerable.Range(i, 3);
                string host = new('x', 46);
                string body = new('d', 50);
                conversation.Client(string.Concat(ids.Select(id => $"GET /{id} HTTP/1.1\r\nHost: {host}\r\n\r\n")))
                    .Server(string.Concat(ids.Select(id => $"HTTP/1.1 200 OK\r\nX-Id: {id}\r\nContent-Length: 50\r\n\r\n{body}")));
            }

            AssertNothingMismatched(Rig.Run(conversation.Segments.Where(_ => random.NextDouble() >= 0.05)));
        }
    }

    [Fact]
    public void Reordering_within_the_grace_changes_nothing()
    {
        string expected = Rig.Run(Pairs(5, 3000, 4000).Segments).Lines;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            List<Segment> segments = [.. Pairs(5, 3000, 4000).Segments
                .Select((segment, i) => (segment, key: i < 3 ? i : i + (random.NextDouble() * 6)))
                .OrderBy(pair => pair.key).Select(pair => pair.segment)];

            Assert.Equal(expected, Rig.Run(segments).Lines);
        }
    }

    [Fact]
    public void Retransmissions_and_overlaps_change_nothing()
    {
        string expected = Rig.Run(Pairs(5, 3000, 4000).Segments).Lines;
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var segments = new List<Segment>();
            foreach (Segment segment in Pairs(5, 3000, 4000).Segments)
            {
                segments.Add(segment);
                if (segment.Payload.Length > 0 && random.NextDouble() < 0.3)
                {
                    Segment again = segments[random.Next(segments.Count)];
                    segments.Add(again with { TimeNs = segment.TimeNs, Flags = again.Flags & ~TcpFlags.Syn | TcpFlags.Ack, Payload = again.Payload });
                }
            }

            // A SYN copied without its flag is a keep-alive probe without a byte; everything else is a plain retransmission.
            Assert.Equal(expected, Rig.Run(segments).Lines);
        }
    }

    [Fact]
    public void A_response_captured_before_its_request_still_answers_it()
    {
        List<Segment> segments = new Conversation()
            .Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").Segments;
        (segments[3], segments[4]) = (segments[4], segments[3]);

        Assert.Equal("GET /a > 200", Rig.Run(segments).Lines);
    }

    [Fact]
    public void Joining_in_the_middle_takes_up_at_the_next_message()
    {
        List<Segment> segments = [.. Pairs(4, 3000, 4000).Segments.Skip(5)];

        Rig rig = Rig.Run(segments);

        AssertNothingMismatched(rig);
        Assert.True(rig.Exchanges.Count(seen => seen.Anomalies == Anomalies.None) >= 3, rig.Lines);
    }

    [Fact]
    public void Sequence_numbers_may_wrap_anywhere()
    {
        const string expected = "GET /a > 200 abc";
        for (uint before = 0; before < 80; before++)
        {
            Conversation conversation = new Conversation(uint.MaxValue - before, uint.MaxValue - before) { Mss = 10 }
                .Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc").Close();

            Assert.Equal(expected, Rig.Run(conversation.Segments).Lines);
        }
    }

    [Fact]
    public void Only_requests_captured_still_are_seen()
    {
        Rig rig = Rig.Run(Pairs(5, 100, 100).Segments.Where(segment => segment.FromClient));

        Assert.Equal(5, rig.Exchanges.Count(seen => seen.Method == "POST" && (seen.Anomalies & Anomalies.ResponseMissing) != 0));
    }

    [Fact]
    public void Only_responses_captured_still_are_seen()
    {
        Rig rig = Rig.Run(Pairs(5, 100, 100).Segments.Where(segment => !segment.FromClient));

        Assert.Equal(5, rig.Exchanges.Count(seen => seen.Status == 200 && (seen.Anomalies & Anomalies.RequestMissing) != 0));
    }

    [Fact]
    public void A_response_that_was_not_understood_does_not_shift_the_ones_after_it()
    {
        Conversation conversation = new Conversation(handshake: false)
            .Client("GET /first HTTP/1.1\r\nHost: x\r\n\r\n").Server("\0\0\0\0\0\0 not a response").Acknowledge(true)
            .Client("GET /second HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n");

        Assert.Equal("GET /first > - !response_missing,response_gap\nGET /second > 204", Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void Padding_of_a_bare_acknowledgement_hides_no_start_line()
    {
        List<Segment> segments = new Conversation().Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n").Close().Segments;
        segments.Insert(3, segments[3] with { Payload = new byte[2], Flags = TcpFlags.Ack });
        segments.Insert(5, segments[5] with { Payload = new byte[6], Flags = TcpFlags.Ack });

        Rig rig = Rig.Run(segments);

        Assert.Equal("GET /a > 204", rig.Lines);
        Assert.Equal(8, rig.Ledger[MirrorCounter.BytesPadding]);
    }

    [Fact]
    public void The_end_of_a_cut_method_begins_no_request()
    {
        Rig rig = Rig.Run(new Conversation(handshake: false).Client("T /a HTTP/1.1\r\nHost: x\r\n\r\n").Segments);

        Assert.Empty(rig.Exchanges);
    }

    [Fact]
    public void A_forged_reset_does_not_end_what_goes_on()
    {
        Conversation conversation = new Conversation().Reset(fromClient: false)
            .Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n").Close();

        Assert.Equal("GET /a > 204", Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void A_reset_in_the_middle_is_told()
    {
        Conversation conversation = new Conversation().Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
            .Server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").Reset(fromClient: true);

        Assert.Equal("GET /a > 200 half !response_incomplete,connection_reset", Rig.Run(conversation.Segments).Lines);
    }
}
