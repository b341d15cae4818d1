using System.Globalization;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Bench.Catalog;

/// <summary>How well the OpenAPI document of every description's traffic fits traffic and truth, with several seeds.</summary>
internal static class OpenApiBench
{
    private static readonly bool Verbose = Environment.GetEnvironmentVariable("CATALOG_VERBOSE") is not null;

    /// <summary>Prints a line for each, and one for all.</summary>
    public static void Run(int seeds, int calls)
    {
        var ofAll = new OpenApiVerdict();
        foreach (string file in Descriptions.Files())
        {
            var ofOne = new OpenApiVerdict();
            for (int seed = 1; seed <= seeds; seed++)
            {
                var options = new TrafficOptions { Seed = seed, Calls = calls };
                OpenApiVerdict verdict = OpenApiJudge.Judge(file, options, Verbose ? Console.Error.WriteLine : null);
                Print(Path.GetFileName(file), seed.ToString(CultureInfo.InvariantCulture), calls, verdict);
                ofOne = ofOne.Plus(verdict);
            }

            Print(Path.GetFileName(file), "all", calls, ofOne);
            ofAll = ofAll.Plus(ofOne);
        }

        Print("all", "all", calls, ofAll);
    }

    private static void Print(string name, string seed, int calls, OpenApiVerdict v) => Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"description\":\"{name}\",\"seed\":\"{seed}\",\"calls\":{calls},\"replay\":{Part(v.ReplayValid, v.Replayed):0.00000}," +
            $"\"fresh\":{Part(v.FreshValid, v.Fresh):0.00000},\"fresh_known\":{Part(v.FreshKnownValid, v.FreshKnown):0.00000}," +
            $"\"required_precision\":{Part(v.RequiredRight, v.RequiredRight + v.RequiredWrong):0.0000}," +
            $"\"required_recall\":{Part(v.RequiredRight, v.RequiredRight + v.RequiredMissed):0.0000}," +
            $"\"required_recall_all\":{Part(v.RequiredRight, v.RequiredRight + v.RequiredMissed + v.RequiredTooFew):0.0000}," +
            $"\"auth\":{Part(v.AuthsRight, v.Auths):0.000},\"fresh_known_calls\":{v.FreshKnown},\"operations\":{v.Auths}," +
            $"\"mixed\":{Part(v.Mixed, v.Mixed + v.Replayed):0.000}}}"));

    private static double Part(int part, int all) => all == 0 ? 1 : (double)part / all;
}
