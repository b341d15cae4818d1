using CsCheck;
using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class Http2Tests
{
    private readonly Http2Side _client = new(1);
    private readonly Http2Side _server = new(2);

    [Fact]
    public void A_request_and_its_response_are_an_exchange_with_all_its_fields()
    {
        Rig rig = Rig.Run(Begun()
            .Client(_client.Get(1, "/a?b=c", "x-one: 1", "x-two: 2"))
            .Server([.. _server.Answer(1, 200, end: false, "content-type: text/plain"), .. Http2Side.Data(1, "hello", end: true)])
            .Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal("GET /a?b=c > 200 hello", seen.ToString());
        Assert.Equal(HttpProtocol.Http2, seen.Protocol);
        Assert.Equal("x-one: 1\r\nx-two: 2\r\n", seen.RequestFields);
        Assert.Equal("content-type: text/plain\r\n", seen.ResponseFields);
    }

    [Fact]
    public void Streams_that_interleave_are_kept_apart_and_trailers_and_interim_responses_belong_to_theirs()
    {
        Rig rig = Rig.Run(Begun()
            .Client([.. _client.Post(1, "/one"), .. _client.Post(3, "/two")])
            .Server(_server.Answer(3, 103, end: false, "link: x"))
            .Client([.. Http2Side.Data(3, "2a"), .. Http2Side.Data(1, "1a")])
            .Client([.. Http2Side.Data(3, "2b", end: true), .. Http2Side.Data(1, "1b", end: true)])
            .Server([.. _server.Answer(3, 200, end: false), .. _server.Answer(1, 404, end: false)])
            .Server([.. Http2Side.Data(1, "no", end: true), .. Http2Side.Data(3, "yes"), .. _server.Headers(3, true, "grpc-status: 0")])
            .Close().Segments);

        Assert.Equal("POST /one 1a1b > 404 no\nPOST /two 2a2b > 200 yes", rig.Lines);
        Assert.Equal(1, rig.Exchanges[1].Interim);
        Assert.Equal("grpc-status: 0\r\n", rig.Exchanges[1].ResponseTrailers);
    }

    [Fact]
    public void Padding_priority_and_continuation_are_no_content()
    {
        byte[] block = _client.Block(":method: GET", ":path: /long", "x-long: " + new string('v', 600));
        byte[] headers = Http2Side.Frame(1, 0x29, 1, [3, 0, 0, 0, 0, 16, .. block[..100], 0, 0, 0]);
        Rig rig = Rig.Run(Begun()
            .Client([.. headers, .. Http2Side.Frame(9, 0, 1, block.AsSpan(100, 200)), .. Http2Side.Frame(9, 4, 1, block.AsSpan(300))])
            .Server([.. _server.Answer(1, 200, end: false), .. Http2Side.Frame(0, 9, 1, [2, (byte)'o', (byte)'k', 9, 9])])
            .Close().Segments);

        Assert.Equal("GET /long > 200 ok", rig.Lines);
        Assert.Equal($"x-long: {new string('v', 600)}\r\n", rig.Exchanges[0].RequestFields);
    }

    [Fact]
    public void A_push_is_an_exchange_of_the_promised_request()
    {
        byte[] promise = Http2Side.Frame(5, 4, 1, [0, 0, 0, 2, .. _server.Block(":method: GET", ":path: /style")]);
        Rig rig = Rig.Run(Begun()
            .Client(_client.Get(1, "/"))
            .Server([.. promise, .. _server.Answer(1, 200, end: true), .. _server.Answer(2, 200, end: false), .. Http2Side.Data(2, "css", end: true)])
            .Close().Segments);

        Assert.Equal("GET / > 200\nGET /style > 200 css", rig.Lines);
    }

    [Fact]
    public void A_stream_that_is_reset_says_so_and_the_others_go_on()
    {
        Rig rig = Rig.Run(Begun()
            .Client([.. _client.Get(1, "/one"), .. _client.Post(3, "/two"), .. _client.Get(5, "/three")])
            .Client(Http2Side.Reset(1, 8))
            .Server([.. _server.Answer(3, 413, end: true), .. Http2Side.Reset(3, 0), .. _server.Answer(5, 200, end: true)])
            .Close().Segments);

        Assert.Equal(
            "POST /two > 413 !request_incomplete\nGET /three > 200\nGET /one > - !response_missing,stream_reset", rig.Lines);
    }

    [Fact]
    public void A_response_that_crosses_the_reset_of_its_stream_is_kept()
    {
        Rig rig = Rig.Run(Begun()
            .Client([.. _client.Get(1, "/one"), .. Http2Side.Reset(1, 8)])
            .Server([.. _server.Answer(1, 200, end: false), .. Http2Side.Data(1, "late", end: true)])
            .Close().Segments);

        Assert.Equal("GET /one > 200 late !stream_reset", rig.Lines);
    }

    [Fact]
    public void An_upgrade_has_its_response_on_the_first_stream()
    {
        var conversation = new Conversation();
        conversation.Client("GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        conversation.Server(
        [
            .. "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"u8, .. Http2Side.Settings,
            .. _server.Answer(1, 200, end: false),
        ]);
        conversation.Client([.. Http2Side.Hello, .. _client.Get(3, "/next")]);
        conversation.Server([.. Http2Side.Data(1, "up", end: true), .. _server.Answer(3, 204, end: true)]);

        Rig rig = Rig.Run(conversation.Close().Segments);

        Assert.Equal("GET /up > 200 up\nGET /next > 204", rig.Lines);
        Assert.Equal(1, rig.Exchanges[0].Interim);
    }

    [Fact]
    public void A_request_that_is_under_way_when_an_upgrade_is_granted_is_given_out_as_far_as_it_came()
    {
        var conversation = new Conversation();
        conversation.Client("GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        conversation.Client("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12");
        conversation.Server([.. "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"u8, .. Http2Side.Settings]);
        conversation.Server(_server.Answer(1, 204, end: true));

        Rig rig = Rig.Run(conversation.Close().Segments);

        Assert.Equal("POST /half 12 > - !response_missing,request_incomplete\nGET /up > 204", rig.Lines);
    }

    [Fact]
    public void Joined_in_the_middle_what_was_told_before_is_left_out_and_said_and_all_else_is_exact()
    {
        Conversation conversation = Begun()
            .Client(_client.Get(1, "/one", "x-same: 1"))
            .Server(_server.Answer(1, 200, end: true, "x-from: me"));
        int joined = conversation.Segments.Count;
        conversation
            .Client(_client.Get(3, "/two", "x-same: 1"))
            .Server(_server.Answer(3, 200, end: true, "x-from: me"))
            .Client([.. _client.Get(5, "/three"), .. _client.Get(7, "/three")])
            .Server([.. _server.Answer(5, 404, end: true), .. _server.Answer(7, 404, end: true)]);

        Rig whole = Rig.Run(conversation.Segments);
        Rig rig = Rig.Run(conversation.Segments[joined..]);

        Assert.Equal(4, whole.Exchanges.Count);
        Assert.Equal(3, rig.Exchanges.Count);
        for (int i = 0; i < 3; i++)
        {
            (Seen real, Seen seen) = (whole.Exchanges[i + 1], rig.Exchanges[i]);
            Assert.True(seen.Method == real.Method || (seen.Method!.Length == 0 && seen.Anomalies.HasFlag(Anomalies.RequestFieldsUnknown)));
            Assert.True(seen.Target == real.Target || (seen.Target!.Length == 0 && seen.Anomalies.HasFlag(Anomalies.RequestFieldsUnknown)));
            Assert.True(seen.Status == real.Status || (seen.Status == 0 && seen.Anomalies.HasFlag(Anomalies.ResponseFieldsUnknown)));
            Assert.All(seen.RequestFields.Split("\r\n"), line => Assert.Contains(line, real.RequestFields.Split("\r\n")));
        }
    }

    [Fact]
    public void A_loss_inside_data_is_said_and_what_follows_is_in_step()
    {
        var conversation = Begun().Client([.. _client.Get(1, "/a"), .. _client.Get(3, "/b")]);
        conversation.Mss = 100;
        byte[] data = Http2Side.Data(1, new string('x', 1000), end: true);
        conversation.Server([.. _server.Answer(1, 200, end: false), .. data, .. _server.Answer(3, 200, end: true)]);
        conversation.Acknowledge(fromClient: true).Close();
        Segment lost = conversation.Segments.Where(segment => segment.Payload.Length == 100).ElementAt(3);

        Rig rig = Rig.Run(conversation.Segments.Where(segment => segment != lost));

        Assert.Equal(["GET /a", "GET /b"], rig.Exchanges.Select(one => $"{one.Method} {one.Target}"));
        Assert.Equal(1000, rig.Exchanges[0].ResponseBytes);
        Assert.Equal(Anomalies.ResponseGap, rig.Exchanges[0].Anomalies);
        Assert.Equal((200, Anomalies.None), (rig.Exchanges[1].Status!.Value, rig.Exchanges[1].Anomalies));
    }

    [Fact]
    public void However_the_stream_is_cut_the_exchanges_are_the_same() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int).Sample((mss, seed) =>
        {
            Conversation whole = Busy(seed, 1448);
            Conversation cut = Busy(seed, mss);

            Assert.Equal(Rig.Run(whole.Segments).Lines, Rig.Run(cut.Segments).Lines);
        });

    [Fact]
    public void Whatever_is_lost_no_exchange_has_a_wrong_value() =>
        Gen.Select(Gen.Int, Gen.Int[1, 400]).Sample((seed, mss) =>
        {
            Conversation conversation = Busy(seed, mss);
            var random = new Random(seed);
            var real = Rig.Run(conversation.Segments).Exchanges.ToDictionary(one => one.Target!);

            Rig rig = Rig.Run(conversation.Segments.Where(_ => random.Next(20) > 0));

            foreach (Seen seen in rig.Exchanges.Where(one => one.Target is { Length: > 0 } && one.Status > 0))
            {
                Seen truth = real[seen.Target!];
                Assert.Equal(truth.Status, seen.Status);
                Assert.StartsWith(seen.ResponseBody, truth.ResponseBody, StringComparison.Ordinal);
            }
        });

    private static Conversation Begun(int mss = 1448)
    {
        var conversation = new Conversation { Mss = mss };
        return conversation.Client(Http2Side.Hello).Server(Http2Side.Settings);
    }

    /// <summary>Some streams with bodies, whose targets and answers follow from their number.</summary>
    private static Conversation Busy(int seed, int mss)
    {
        var random = new Random(seed);
        var client = new Http2Side(seed);
        var server = new Http2Side(seed + 1);
        Conversation conversation = Begun(mss);
        for (uint stream = 1; stream < 30; stream += 2)
        {
            string body = string.Concat(Enumerable.Repeat($"{stream};", random.Next(30)));
            conversation.Client([.. client.Post(stream, "/" + stream), .. Http2Side.Data(stream, body, end: true)]);
            if (stream % 4 == 3)
            {
                uint before = stream - 2;
                byte[] heads = [.. server.Answer(stream, 200 + (int)stream, end: false), .. server.Answer(before, 200 + (int)before, end: false)];
                byte[] later = Http2Side.Data(stream, $"{stream}" + body, end: true);
                conversation.Server(heads);
                conversation.Server([.. Http2Side.Data(before, $"{before}" + body, end: true), .. later]);
            }
        }

        return conversation.Close();
    }
}
