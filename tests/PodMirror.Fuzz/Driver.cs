using System.Diagnostics;
using System.Globalization;
using PodMirror.TestKit;

namespace PodMirror.Fuzz;

/// <summary>Finds the targets, and runs each in a process of its own, a few at a time.</summary>
internal static class Driver
{
    // A target that needs more than this for inputs of 64 KiB allocates by what the input says.
    private const string HeapLimitHex = "20000000";

    /// <summary>The whole life of the driving process.</summary>
    /// <returns>0 when every target passed, 1 when one failed or there is none.</returns>
    public static async Task<int> RunAsync(FuzzOptions options)
    {
        List<(string Assembly, string Target)> targets = Find(options);
        Console.WriteLine($"{targets.Count} targets, {options.Seconds} s each, {options.Parallel} at a time, seed {options.Seed}");
        int failed = 0;
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel }, async (target, _) =>
        {
            if (!await RunOneAsync(options, target.Assembly, target.Target).ConfigureAwait(false))
            {
                Interlocked.Increment(ref failed);
            }
        }).ConfigureAwait(false);

        Console.WriteLine($"succeeded: {targets.Count - failed}");
        Console.WriteLine($"failed: {failed}");
        return failed == 0 && targets.Count > 0 ? 0 : 1;
    }

    private static List<(string Assembly, string Target)> Find(FuzzOptions options)
    {
        var targets = new List<(string, string)>();
        string built = Path.Combine(options.Root, "artifacts", "bin");
        foreach (string folder in Directory.EnumerateDirectories(built, "PodMirror.*.Tests").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            string assembly = Path.Combine(folder, "release", name + ".dll");
            string[] names = File.Exists(assembly) ? [.. FuzzTarget.In(BesideLoadContext.Load(assembly)).Select(t => t.Name)] : [];
            names = [.. names.Where(options.Takes)];
            if (names.Length > 0)
            {
                string copy = Instrumenter.Copy(assembly, Path.Combine(options.Root, "artifacts", "fuzz", "bin", name));
                targets.AddRange(names.Select(n => (copy, n)));
            }
        }

        return targets;
    }

    private static async Task<bool> RunOneAsync(FuzzOptions options, string assembly, string target)
    {
        string current = CurrentInput.PathOf(options.Root, target);
        Directory.CreateDirectory(Path.GetDirectoryName(current)!);
        File.Delete(current);
        string[] arguments =
        [
            typeof(Driver).Assembly.Location, "--root", options.Root, "--assembly", assembly, "--target", target,
            "--seconds", options.Seconds.ToString(CultureInfo.InvariantCulture), "--seed", options.Seed.ToString(CultureInfo.InvariantCulture),
            .. options.Keep ? ["--keep"] : Array.Empty<string>(),
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimitHex;
        using Process child = Process.Start(start)!;
        Task<string> error = child.StandardError.ReadToEndAsync();
        string output = await child.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        output += await error.ConfigureAwait(false);
        await child.WaitForExitAsync().ConfigureAwait(false);

        if (child.ExitCode is not 0 and not Child.FoundExitCode)
        {
            string kept = new Corpus(options.Root, target).AddFailure(CurrentInput.Read(current));
            output += $"ended with {child.ExitCode}; the input is kept as {kept}\n";
        }

        await Console.Out.WriteAsync($"{(child.ExitCode == 0 ? "ok" : "FAILED")}  {target}: {output}").ConfigureAwait(false);
        return child.ExitCode == 0;
    }
}
