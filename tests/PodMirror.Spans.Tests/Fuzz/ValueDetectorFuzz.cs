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

    /// <summary>Values of each kind, such as nearly are, and several one behind the other.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        var random = new Random(3);
        SensitiveKind[] kinds = Enum.GetValues<SensitiveKind>();
        (string Name, string Text)[] samples =
            [.. kinds.Concat(kinds).Select(kind => Samples.Make(kind, random)).Where(made => made.Text.Length > 0)];
        IEnumerable<string> texts =
        [
            .. samples.Select(sample => $"{sample.Name}\n{sample.Text}"),
            .. samples.Select(sample => $"{sample.Name}\n{sample.Text[..^1]}{(sample.Text[^1] == '1' ? '2' : '1')}"),
            "\n" + string.Join(' ', samples.Select(sample => sample.Text)),
            "\n" + string.Concat(samples.Select(sample => $"\u00e9{sample.Text}\u4e00")),
        ];
        return texts.Select(System.Text.Encoding.UTF8.GetBytes);
    }

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
