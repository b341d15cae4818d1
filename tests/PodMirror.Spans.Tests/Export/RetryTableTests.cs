using Grpc.Core;

namespace PodMirror.Spans.Tests;

public sealed class RetryTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 21, 7, 28, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SendVerdict.Accepted, 200, 202, 204)]
    [InlineData(SendVerdict.Retryable, 429, 502, 503, 504)]
    [InlineData(SendVerdict.Refused, 100, 301, 307, 400, 401, 403, 404, 405, 408, 413, 414, 415, 431, 500, 501, 505)]
    public void Http_statuses_are_as_the_specification_lists_them(SendVerdict expected, params int[] statuses) =>
        Assert.All(statuses, status => Assert.Equal(expected, RetryTable.OfHttp(status)));

    [Fact]
    public void Grpc_statuses_are_as_the_specification_lists_them()
    {
        StatusCode[] retryable =
        [
            StatusCode.Cancelled, StatusCode.DeadlineExceeded, StatusCode.Aborted, StatusCode.OutOfRange, StatusCode.Unavailable, StatusCode.DataLoss,
        ];
        foreach (StatusCode code in Enum.GetValues<StatusCode>())
        {
            SendVerdict expected = code == StatusCode.OK ? SendVerdict.Accepted
                : retryable.Contains(code) ? SendVerdict.Retryable : SendVerdict.Refused;
            Assert.Equal(expected, RetryTable.OfGrpc(code, hasRetryInfo: false));
        }

        Assert.Equal(SendVerdict.Retryable, RetryTable.OfGrpc(StatusCode.ResourceExhausted, hasRetryInfo: true));
        Assert.Equal(SendVerdict.Refused, RetryTable.OfGrpc(StatusCode.InvalidArgument, hasRetryInfo: true));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("999999999999", 3600)]
    [InlineData("Wed, 21 Oct 2026 07:28:30 GMT", 30)]
    [InlineData("Thu, 21 Oct 2027 07:28:00 GMT", 3600)]
    [InlineData("Wed, 21 Oct 2026 07:27:00 GMT", null)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Retry_after_is_seconds_or_a_date_and_bounded(string? value, int? seconds) =>
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), RetryTable.ParseRetryAfter(value, Now));

    [Fact]
    public void Retry_info_is_found_among_the_details()
    {
        byte[] retryInfo = Field(1, [0x08, 5, 0x10, 0]);
        byte[] status = [.. Field(2, "busy"u8), .. Detail("google.rpc.DebugInfo", [1, 2]), .. Detail("google.rpc.RetryInfo", retryInfo)];

        Assert.Equal(TimeSpan.FromSeconds(5), RetryTable.ParseRetryInfo(status));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xff, 0xff })]
    [InlineData(new byte[] { 0x1a, 0x7f })]
    public void Details_that_are_none_ask_for_nothing(byte[] status) => Assert.Null(RetryTable.ParseRetryInfo(status));

    [Fact]
    public void Waits_grow_to_their_limit_with_jitter_and_never_beyond_the_end()
    {
        var options = new RetryOptions();
        var backOff = new BackOff(options, new Random(1));
        double most = options.Initial.TotalSeconds;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Assert.True(backOff.TryNext(null, TimeSpan.Zero, out TimeSpan wait));
            Assert.InRange(wait.TotalSeconds, most / 2, most);
            most = Math.Min(most * options.Factor, options.Longest.TotalSeconds);
        }

        Assert.True(backOff.TryNext(TimeSpan.FromSeconds(100), TimeSpan.Zero, out TimeSpan asked));
        Assert.Equal(TimeSpan.FromSeconds(100), asked);
        Assert.False(backOff.TryNext(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(201), out _));
    }

    private static byte[] Detail(string type, byte[] value) =>
        Field(3, [.. Field(1, System.Text.Encoding.ASCII.GetBytes("type.googleapis.com/" + type)), .. Field(2, value)]);

    private static byte[] Field(int number, ReadOnlySpan<byte> value) => [(byte)((number << 3) | 2), (byte)value.Length, .. value];
}
