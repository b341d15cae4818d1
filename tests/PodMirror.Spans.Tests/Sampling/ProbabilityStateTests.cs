using System.Text;

namespace PodMirror.Spans.Tests.Sampling;

public sealed class ProbabilityStateTests
{
    [Theory]
    [InlineData("", null, null)]
    [InlineData("a=th:8", null, null)]
    [InlineData("ot=th:8", null, "80000000000000")]
    [InlineData("a=b,ot=rv:0123456789abcd;th:0", "0123456789abcd", "00000000000000")]
    [InlineData("ot=rv:0123456789abc;th:g", null, null)]
    [InlineData("ot=rv:0123456789abcde;th:", null, null)]
    public void Randomness_and_threshold_are_found_where_they_are(string state, string? randomness, string? threshold)
    {
        var read = ProbabilityState.Of(Encoding.ASCII.GetBytes(state));

        Assert.Equal(randomness, read.Randomness?.ToString("x14"));
        Assert.Equal(threshold, read.Threshold?.ToString("x14"));
    }

    [Theory]
    [InlineData("", 0x80000000000000, "ot=th:8")]
    [InlineData("", 0L, "ot=th:0")]
    [InlineData("", null, "")]
    [InlineData("a=1,b=2", 0x80000000000000, "ot=th:8,a=1,b=2")]
    [InlineData("a=1,ot=rv:0123456789abcd;th:4,b=2", 0x80000000000000, "ot=rv:0123456789abcd;th:8,a=1,b=2")]
    [InlineData("a=1,ot=rv:0123456789abcd;th:4,b=2", null, "ot=rv:0123456789abcd,a=1,b=2")]
    [InlineData("a=1,ot=th:4", null, "a=1")]
    [InlineData("ot=th:4", null, "")]
    public void A_threshold_takes_the_place_of_the_one_before_and_all_else_stays(string state, long? threshold, string expected)
    {
        var output = new ByteBuffer(4096);
        ProbabilityState.Write(Encoding.ASCII.GetBytes(state), (ulong?)threshold, output);

        Assert.Equal(expected, Encoding.ASCII.GetString(output.Written));
    }

    [Fact]
    public void A_full_list_loses_its_last_member_and_a_full_value_says_no_threshold()
    {
        string full = string.Join(',', Enumerable.Range(0, TraceState.MaxMembers).Select(i => $"m{i}=1"));
        var output = new ByteBuffer(4096);
        ProbabilityState.Write(Encoding.ASCII.GetBytes(full), 0, output);
        Assert.Equal($"ot=th:0,{full[..full.LastIndexOf(',')]}", Encoding.ASCII.GetString(output.Written));

        output.Clear();
        string value = "ot=x:" + new string('y', 250);
        ProbabilityState.Write(Encoding.ASCII.GetBytes(value), 0, output);
        Assert.Equal(value, Encoding.ASCII.GetString(output.Written));
    }
}
