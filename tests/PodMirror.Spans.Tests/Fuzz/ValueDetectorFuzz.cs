using PodMirror.Spans.Tests.Redaction.Detection;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>In any text, under any name, matches lie inside, in order, without overlap, and are of kinds that were asked for.</summary>
public static class ValueDetectorFuzz
{
    private static readonly ValueDetector All = new(SensitiveKindSet.All);
    private static readonly ValueDetector Few = new(default(SensitiveKindSet).With(SensitiveKind.Email).With(SensitiveKind.PaymentCard));

    /// <summary>Takes the first line as the name and the rest as the text.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)'\n');
        ReadOnlySpan<byte> name = end < 0 ? default : input[..end];
        Check(All, input[(end + 1)..], name, SensitiveKindSet.All);
        Check(Few, input[(end + 1)..], name, default(SensitiveKindSet).With(SensitiveKind.Email).With(SensitiveKind.PaymentCard));
    }

    /// <summary>A value of each kind.</summary>
    public static IEnumerable<byte[]> Seeds() =>
        from kind in Enum.GetValues<SensitiveKind>()
        let sample = Samples.Make(kind, new Random(3))
        select System.Text.Encoding.UTF8.GetBytes($"{sample.Name}\n{sample.Text}");

    private static void Check(ValueDetector detector, ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, SensitiveKindSet kinds)
    {
        int from = 0;
        while (detector.TryFind(text, name, from, out SensitiveMatch match))
        {
            Assert.True(match.Start >= from && match.Length > 0 && match.End <= text.Length && kinds.Contains(match.Kind), match.ToString());
            from = match.End;
        }
    }
}
