using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ReplayRunTests : IDisposable
{
    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Exchanges_come_in_the_order_in_which_their_requests_began()
    {
        // The second connection's exchange begins later and ends first.
        byte[] capture = new HttpCapture()
            .Segment(true, 1, 1, 1, Headers.Psh | Headers.Ack, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            .Segment(true, 2, 1, 1, Headers.Psh | Headers.Ack, "GET /fast HTTP/1.1\r\nHost: a\r\n\r\n")
            .Segment(false, 2, 1, 32, Headers.Psh | Headers.Ack, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .Segment(false, 1, 1, 32, Headers.Psh | Headers.Ack, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .ToArray();

        Assert.Equal(ExitCode.Ok, _rig.RunJson(_rig.File("a.pcap", capture)));

        Assert.Equal(["/slow", "/fast"], _rig.Objects.Select(Target));
        Assert.Equal([0, 1], _rig.Objects.Select(exchange => exchange.GetProperty("stream").GetInt32()));
    }

    [Fact]
    public void Each_file_is_given_out_for_itself_in_the_order_of_the_command_line()
    {
        string file = _rig.File("a.pcap", HttpCapture.Sample());

        Assert.Equal(ExitCode.Ok, _rig.RunJson(file, file));

        Assert.Equal(["/first", "/second", "/first", "/second"], _rig.Objects.Select(Target));
        Assert.Equal([0, 1, 0, 1], _rig.Objects.Select(exchange => exchange.GetProperty("stream").GetInt32()));
    }

    [Fact]
    public void A_dash_reads_standard_input()
    {
        var options = new ReplayOptions { Files = ["-"], Format = ReplayFormat.Json };

        Assert.Equal(ExitCode.Ok, _rig.Run(options, new MemoryStream(HttpCapture.Sample())));

        Assert.Equal(2, _rig.Objects.Count);
    }

    [Fact]
    public void The_output_can_go_to_a_file_which_has_no_colours()
    {
        var options = new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())], Output = _rig.Path("out.txt") };

        Assert.Equal(ExitCode.Ok, _rig.Run(options, colours: true));

        Assert.Equal("", _rig.Output);
        string written = File.ReadAllText(_rig.Path("out.txt"));
        Assert.Contains("GET a/first", written, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', written);
    }

    [Fact]
    public void An_output_file_that_cannot_be_made_is_an_error()
    {
        var options = new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())], Output = _rig.Path("no/such/folder") };

        Assert.Equal(ExitCode.Error, _rig.Run(options));

        Assert.Contains("cannot be written: no such file", _rig.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "unknown", "unknown")]
    [InlineData("10.0.0.1", "egress", "egress")]
    [InlineData("10.0.0.2/32", "ingress", "ingress")]
    [InlineData("10.0.0.0/24", "unknown", "unknown")]
    [InlineData("fd00::/64", "unknown", "unknown")]
    public void The_addresses_of_the_Pod_tell_directions(string? local, params string[] directions)
    {
        var options = new ReplayOptions
        {
            Files = [_rig.File("a.pcap", HttpCapture.Sample())],
            Format = ReplayFormat.Json,
            Local = local is null ? [] : [Range(local)],
        };

        Assert.Equal(ExitCode.Ok, _rig.Run(options));

        Assert.Equal(directions, _rig.Objects.Select(exchange => exchange.GetProperty("direction").GetString()));
    }

    [Theory]
    [InlineData(CaptureMode.Ingress, "10.0.0.1", 0)]
    [InlineData(CaptureMode.Egress, "10.0.0.1", 2)]
    [InlineData(CaptureMode.Ingress, "10.0.0.2", 2)]
    [InlineData(CaptureMode.Ingress, "10.0.0.9", 2)]
    [InlineData(CaptureMode.IngressAndEgress, "10.0.0.1", 2)]
    public void The_mode_leaves_out_the_other_direction_but_never_an_unknown_one(CaptureMode mode, string local, int exchanges)
    {
        var options = new ReplayOptions
        {
            Files = [_rig.File("a.pcap", HttpCapture.Sample())],
            Format = ReplayFormat.Json,
            Mode = mode,
            Local = [Range(local)],
            Stats = true,
        };

        Assert.Equal(ExitCode.Ok, _rig.Run(options));

        Assert.Equal(exchanges, _rig.Objects.Count);
        Assert.True(Ledger().GetProperty("balanced").GetBoolean());
    }

    [Fact]
    public void Secrets_are_replaced_unless_asked_for()
    {
        byte[] capture = new HttpCapture().Connection(
            40_000,
            "POST /login?token=s3cret HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer s3cret\r\nCookie: id=s3cret\r\nX-Api-Key: s3cret\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n\r\nname=joe&password=s3cret",
            "HTTP/1.1 200 OK\r\nSet-Cookie: id=s3cret; Path=/\r\nContent-Length: 0\r\n\r\n").ToArray();
        string file = _rig.File("a.pcap", capture);

        foreach (ReplayFormat format in Enum.GetValues<ReplayFormat>())
        {
            var options = new ReplayOptions { Files = [file], Format = format, Verbose = true };
            _rig.Run(options);
            Assert.Contains("REDACTED", _rig.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cre", _rig.Output, StringComparison.Ordinal);
        }

        _rig.Run(new ReplayOptions { Files = [file], Format = ReplayFormat.Json, Redact = false });
        Assert.Equal("/login?token=s3cret", Target(_rig.Objects[0]));
        Assert.Contains("Bearer s3cret", _rig.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ledger_is_one_line_of_JSON_on_standard_error()
    {
        _rig.Run(new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())], Format = ReplayFormat.Json, Stats = true });

        JsonElement ledger = Ledger();
        Assert.True(ledger.GetProperty("balanced").GetBoolean());
        Assert.Equal(12, ledger.GetProperty("packets_seen").GetInt64());
        Assert.Equal(2, ledger.GetProperty("exchanges_sent").GetInt64());
        Assert.Equal(2, ledger.GetProperty("exchanges_acknowledged").GetInt64());
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error()
    {
        using var pipe = new FailingStream(errorNumber: 32);

        Assert.Equal(ExitCode.Ok, _rig.Run(new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())] }, output: pipe));

        Assert.Equal("", _rig.Error);
    }

    [Fact]
    public void A_full_disk_is_an_error_that_says_so()
    {
        using var disk = new FailingStream(errorNumber: 28);

        Assert.Equal(ExitCode.Error, _rig.Run(new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())] }, output: disk));

        Assert.Equal("podmirror: standard output: cannot be written: No space left on device\n", _rig.Error);
    }

    private static string? Target(JsonElement exchange) => exchange.GetProperty("request").GetProperty("target").GetString();

    private static AddressRange Range(string text)
    {
        Assert.True(AddressRange.TryParse(text, out AddressRange range));
        return range;
    }

    private JsonElement Ledger() => JsonDocument.Parse(_rig.Error.TrimEnd('\n').Split('\n')[^1]).RootElement;
}
