using CsCheck;
using PodMirror.Agent.Tests.Fuzz;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class SpanMutationTests
{
    [Fact]
    public void A_request_with_changed_bytes_is_read_or_refused_and_never_throws()
    {
        byte[][] seeds = [.. TraceRequestFuzz.Seeds()];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[0, 6]).Sample((seed, changes) =>
        {
            byte[] request = [.. seeds[seed]];
            foreach ((int at, byte value) in changes)
            {
                request[at % request.Length] = value;
            }

            TraceRequestFuzz.Run(request);
        });
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_never_throw() => Gen.Byte.Array[0, 300].Sample(bytes => TraceRequestFuzz.Run(bytes));
}
