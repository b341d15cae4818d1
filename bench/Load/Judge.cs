using System.Globalization;

namespace PodMirror.Bench.Load;

/// <summary>Holds what a tool made of the load against what was sent, and against what was removed from the file that it read.</summary>
internal static class Judge
{
    /// <summary>Reads a tool's output and prints its counts as one line of JSON.</summary>
    public static int Run(Arguments arguments)
    {
        IEnumerable<string> lines = File.ReadLines(arguments.Text("--in"));
        IEnumerable<Seen> seen = arguments.Text("--kind") switch
        {
            "podmirror" => lines.Select(PodMirrorOutput.Read),
            "suricata" => lines.Select(SuricataOutput.Read),
            "tshark" => lines.Select(TsharkOutput.Read),
            _ => throw new ArgumentException("--kind: podmirror, suricata or tshark"),
        };
        Dictionary<int, bool>? damaged = arguments.Text("--truth", "") is { Length: > 0 } truth ? ReadTruth(truth) : null;
        var verdict = new Verdict();
        foreach (Seen one in seen)
        {
            verdict.Add(one, damaged);
        }

        Console.WriteLine($"{{{verdict}}}");
        return 0;
    }

    private static Dictionary<int, bool> ReadTruth(string path) =>
        File.ReadLines(path)
            .Select(l => Array.ConvertAll(l.Split('\t'), n => int.Parse(n, CultureInfo.InvariantCulture)))
            .ToDictionary(n => n[0], n => n[1] + n[2] > 0);
}
