using PodMirror.Exchange.Tests.Fuzz;
using PodMirror.TestKit;

namespace PodMirror.Exchange.Tests;

/// <summary>A version of the format that is another than that of the kept inputs would turn all of them away at their fifth byte.</summary>
public sealed class KeptInputTests
{
    [Fact]
    public void Half_of_the_kept_inputs_and_more_hold_an_exchange_that_can_be_read()
    {
        string[] files = Directory.GetFiles(FuzzTarget.CorpusFolder(TestData.Repository(), typeof(ExchangeRecordFuzz).FullName!));

        Assert.InRange(files.Count(file => HoldsExchange(File.ReadAllBytes(file))), files.Length / 2, files.Length);
    }

    private static bool HoldsExchange(ReadOnlySpan<byte> input)
    {
        while (RecordFormat.TryRead(input, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed) == RecordStatus.Complete)
        {
            if (kind == RecordKind.Exchange && ExchangeRecord.TryRead(body, out _))
            {
                return true;
            }

            input = input[consumed..];
        }

        return false;
    }
}
