using System.Text;

namespace PodMirror.Spans.Tests.Redaction.Detection;

public sealed class RecallTests(ITestOutputHelper output)
{
    private const int PerKind = 300;
    private static readonly ValueDetector Detector = new(SensitiveKindSet.All);

    private static readonly SensitiveKind[] Kinds = [.. Enum.GetValues<SensitiveKind>().Where(kind => kind != SensitiveKind.None)];

    [Fact]
    public void Of_each_kind_98_of_100_are_found_and_95_of_100_findings_are_right()
    {
        var found = new int[SensitiveKinds.Count];
        var wrong = new int[SensitiveKinds.Count];
        var missed = new List<string>();
        foreach (SensitiveKind kind in Kinds)
        {
            var random = new Random((int)kind);
            for (int i = 0; i < PerKind; i++)
            {
                (string name, string text) = Samples.Make(kind, random);
                SensitiveKind first = FirstOf(name, text);
                found[(int)kind] += first == kind ? 1 : 0;
                wrong[(int)first] += first == kind ? 0 : 1;
                if (first != kind)
                {
                    missed.Add($"{kind} as {first}: {name} = {text}");
                }
            }
        }

        var falsely = new List<string>();
        AddBenign(wrong, falsely);
        Report(found, wrong, missed, falsely);
        Assert.All(Kinds, kind => Assert.True(found[(int)kind] >= 0.98 * PerKind, kind.ToString()));
        Assert.All(Kinds, kind => Assert.True(found[(int)kind] >= 0.95 * (found[(int)kind] + wrong[(int)kind]), kind.ToString()));
        Assert.True(found.Sum() >= 0.95 * (found.Sum() + wrong.Skip(1).Sum()));
    }

    [Fact]
    public void Keys_of_every_form_are_found_to_their_ends()
    {
        var random = new Random(5);
        for (int i = 0; i < 50 * SampleKeys.Count; i++)
        {
            (string name, string text) = SampleKeys.Make(i % SampleKeys.Count, random);
            bool isFound = Detector.TryFind(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name), 0, out SensitiveMatch match);
            Assert.True(isFound && match.Kind == SensitiveKind.ApiKey && text[match.End..] is "" or ";y", $"{match}: {name} = {text}");
        }
    }

    private static void AddBenign(int[] wrong, List<string> falsely)
    {
        var random = new Random(77);
        for (int i = 0; i < PerKind * Kinds.Length; i++)
        {
            (string name, Func<Random, string> make) = Benign.Sorts[i % Benign.Sorts.Count];
            string text = make(random);
            SensitiveKind kind = FirstOf(name, text);
            wrong[(int)kind] += kind == SensitiveKind.None ? 0 : 1;
            if (kind != SensitiveKind.None)
            {
                falsely.Add($"{kind}: {name} = {text}");
            }
        }
    }

    private static SensitiveKind FirstOf(string name, string text) =>
        Detector.TryFind(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name), 0, out SensitiveMatch match) ? match.Kind : SensitiveKind.None;

    private void Report(int[] found, int[] wrong, List<string> missed, List<string> falsely)
    {
        foreach (SensitiveKind kind in Kinds)
        {
            double right = found[(int)kind];
            output.WriteLine($"{kind,-16} recall {right / PerKind:F3} precision {right / Math.Max(1, right + wrong[(int)kind]):F3}");
        }

        foreach (string line in missed.Take(40).Concat(falsely.Take(40)))
        {
            output.WriteLine(line);
        }
    }
}
