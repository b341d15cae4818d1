using System.Reflection;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Fuzz;

public sealed class FuzzCorpusTests
{
    private static readonly Assembly Tests = typeof(FuzzCorpusTests).Assembly;

    public static TheoryData<string> Inputs => [.. FuzzCorpus.Inputs(Tests)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_seed_or_kept_input_runs_through_every_target(string input) => FuzzCorpus.Replay(Tests, input);

    [Fact]
    public void A_thousand_random_scripts_balance()
    {
        var random = new Random(7);
        byte[] input = new byte[400];
        for (int i = 0; i < 1000; i++)
        {
            random.NextBytes(input);
            if (i % 2 == 0)
            {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.CopyTo(input.AsSpan(6));
                input[0] = 27;
            }

            PipelineFuzz.Run(input);
        }
    }

    [Fact]
    public void A_thousand_mutated_conversations_read_alike_however_they_are_cut()
    {
        byte[] whole = [
            .. "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n|||"u8,
            .. "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi|||"u8,
            .. "GET /b HTTP/1.0\r\n\r\n|||HTTP/1.0 404 No\r\n\r\nbye"u8,
        ];
        var random = new Random(11);
        for (int i = 0; i < 1000; i++)
        {
            byte[] input = (byte[])whole.Clone();
            for (int edits = random.Next(4); edits > 0; edits--)
            {
                input[random.Next(input.Length)] = "\r\n :;09aZ\0|"u8[random.Next(11)];
            }

            Http1Fuzz.Run(input);
        }
    }
}
