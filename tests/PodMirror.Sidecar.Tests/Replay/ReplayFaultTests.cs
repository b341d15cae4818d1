using PodMirror.Sidecar.Replay;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ReplayFaultTests : IDisposable
{
    private const int FileHeaderBytes = 24;
    private const int RecordHeaderBytes = 16;

    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_capture_that_is_cut_at_any_byte_gives_what_lies_before_the_cut_and_says_where()
    {
        byte[] capture = HttpCapture.Sample();
        int lastCount = 0;
        for (int length = FileHeaderBytes; length < capture.Length; length++)
        {
            string file = _rig.File("cut.pcap", capture[..length]);
            int exitCode = _rig.Run(new ReplayOptions { Files = [file], Format = ReplayFormat.Json, Stats = true });
            string[] errors = _rig.Error.TrimEnd('\n').Split('\n');

            Assert.Equal(ExitCode.Ok, exitCode);
            Assert.True(_rig.Objects.Count >= lastCount);
            lastCount = _rig.Objects.Count;
            Assert.Contains("\"balanced\":true", errors[^1], StringComparison.Ordinal);
            bool isBetweenRecords = RecordStarts(capture).Contains(length);
            Assert.Equal(isBetweenRecords ? 1 : 2, errors.Length);
            if (!isBetweenRecords)
            {
                int record = RecordStarts(capture).Last(start => start < length);
                Assert.StartsWith($"podmirror: {file}: offset {record}: warning: ", errors[0], StringComparison.Ordinal);
                Assert.Contains("\"files_truncated\":1", errors[1], StringComparison.Ordinal);
            }
        }

        Assert.Equal(2, lastCount);
    }

    [Theory]
    [InlineData("no capture at all, but some other file")]
    [InlineData("\x01\x02\x03\x04\x05\x06\x07\x08\x09")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void A_file_that_is_no_capture_is_an_error_of_one_line_with_the_offset(string content)
    {
        string file = _rig.File("bad.pcap", System.Text.Encoding.Latin1.GetBytes(content));

        Assert.Equal(ExitCode.Error, _rig.RunJson(file));

        Assert.Equal("", _rig.Output);
        Assert.StartsWith($"podmirror: {file}: offset 0: ", _rig.Error, StringComparison.Ordinal);
        Assert.Equal(1, _rig.Error.Count('\n'));
    }

    [Fact]
    public void A_stump_that_ends_inside_the_file_header_is_an_error_as_an_empty_file_is()
    {
        for (int length = 0; length < FileHeaderBytes; length++)
        {
            string file = _rig.File("stump.pcap", HttpCapture.Sample()[..length]);

            Assert.Equal(ExitCode.Error, _rig.Run(new ReplayOptions { Files = [file] }));

            Assert.Equal("", _rig.Output);
            Assert.StartsWith($"podmirror: {file}: offset 0: ", _rig.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("was read", _rig.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_without_an_exchange_is_empty()
    {
        Assert.Equal(ExitCode.Error, _rig.Run(new ReplayOptions { Files = [_rig.Path("missing.pcap")] }));
        Assert.Equal("", _rig.Output);

        Assert.Equal(ExitCode.Ok, _rig.Run(new ReplayOptions { Files = [_rig.File("quiet.pcap", HttpCapture.Sample()[..FileHeaderBytes])] }));
        Assert.Equal("", _rig.Output);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_an_error_and_the_others_are_still_read()
    {
        string good = _rig.File("good.pcap", HttpCapture.Sample());
        string folder = Directory.CreateDirectory(_rig.Path("folder")).FullName;

        Assert.Equal(ExitCode.Error, _rig.RunJson(_rig.Path("missing.pcap"), folder, good));

        Assert.Equal(2, _rig.Objects.Count);
        Assert.Equal(
            $"podmirror: {_rig.Path("missing.pcap")}: no such file\npodmirror: {folder}: it is a folder\n", _rig.Error);
    }

    [Fact]
    public void A_damaged_record_ends_its_file_after_what_lies_before_it()
    {
        byte[] capture = HttpCapture.Sample();
        List<int> starts = RecordStarts(capture);
        int damaged = starts[^3];
        capture.AsSpan(damaged + 8, 4).Fill(0xFF); // a captured length of 4 GiB
        string file = _rig.File("damaged.pcap", capture);

        Assert.Equal(ExitCode.Error, _rig.RunJson(file));

        Assert.Equal(2, _rig.Objects.Count);
        Assert.StartsWith($"podmirror: {file}: offset {damaged}: ", _rig.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_records_and_records_cut_by_the_snap_length_are_counted_and_the_rest_is_read()
    {
        const uint link = 1;
        byte[] empty = new PcapWriter(link).Frame(1, []).Frame(2, [], wireBytes: 1500).ToArray();
        byte[] rest = new HttpCapture()
            .Segment(true, 1, 1, 1, Headers.Ack, "GET /cut HTTP/1.1\r\nHost: a\r\n\r\n", cutBytes: 40)
            .Connection(40_000, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n")
            .ToArray();
        string file = _rig.File("odd.pcap", [.. empty, .. rest[FileHeaderBytes..]]);

        Assert.Equal(ExitCode.Ok, _rig.Run(new ReplayOptions { Files = [file], Format = ReplayFormat.Json, Stats = true }));

        Assert.Equal("/", Assert.Single(_rig.Objects).GetProperty("request").GetProperty("target").GetString());
        Assert.Contains("\"balanced\":true", _rig.Error, StringComparison.Ordinal);
        Assert.Contains("\"packets_seen\":9", _rig.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_cut_by_the_snap_length_keeps_its_true_size_and_says_so()
    {
        string response = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + new string('x', 100);
        byte[] capture = new HttpCapture()
            .Segment(true, 1, 1, 1, Headers.Ack | Headers.Psh, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            .Segment(false, 1, 1, 28, Headers.Ack | Headers.Psh, response, cutBytes: 60)
            .Segment(true, 1, 28, 1 + (uint)response.Length, Headers.Ack | Headers.Fin, "")
            .Segment(false, 1, 1 + (uint)response.Length, 29, Headers.Ack | Headers.Fin, "")
            .ToArray();

        Assert.Equal(ExitCode.Ok, _rig.RunJson(_rig.File("snap.pcap", capture)));

        System.Text.Json.JsonElement exchange = Assert.Single(_rig.Objects);
        Assert.Equal(100, exchange.GetProperty("response").GetProperty("body_bytes").GetInt64());
        Assert.Contains("response_gap", exchange.GetProperty("anomalies").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void Garbage_in_every_record_neither_throws_nor_stops()
    {
        byte[] capture = HttpCapture.Sample();
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            byte[] garbage = [.. capture];
            foreach (int start in RecordStarts(capture)[..^1])
            {
                int at = start + RecordHeaderBytes + random.Next(60);
                if (at < garbage.Length)
                {
                    garbage[at] = (byte)random.Next(256);
                }
            }

            Assert.Equal(
                ExitCode.Ok,
                _rig.Run(new ReplayOptions { Files = [_rig.File("garbage.pcap", garbage)], Format = ReplayFormat.Json, Stats = true }));
            Assert.Contains("\"balanced\":true", _rig.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Where the records of a little-endian pcap begin, and where the file ends.</summary>
    private static List<int> RecordStarts(byte[] capture)
    {
        var starts = new List<int> { FileHeaderBytes };
        while (starts[^1] < capture.Length)
        {
            starts.Add(starts[^1] + RecordHeaderBytes + (int)BitConverter.ToUInt32(capture, starts[^1] + 8));
        }

        return starts;
    }
}
