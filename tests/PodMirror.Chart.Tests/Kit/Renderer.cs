using System.Diagnostics;
using PodMirror.TestKit;

namespace PodMirror.Chart.Tests.Kit;

/// <summary>Runs the executable that renders the chart, tests/chart-renderer, which is built once for all tests.</summary>
internal static class Renderer
{
    // What scripts/chart-renderer and the smoke checks end with where a machine lacks what they need.
    private const int Skipped = 77;

    private static readonly Lazy<(string? Path, string? Missing)> Built = new(Build);

    /// <summary>Why nothing can be rendered here; null when it can.</summary>
    public static string? WhyImpossible => Built.Value.Missing;

    /// <summary>Where the chart is.</summary>
    public static string ChartFolder => InRepository("charts/podmirror");

    /// <summary>A path of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(TestData.Repository(), path);

    /// <summary>Renders the chart with values given as YAML; the text, or what was said against it.</summary>
    public static (bool Succeeded, string Text) Render(string values, params string[] options) => RenderChart(ChartFolder, values, options);

    /// <summary>Renders another chart.</summary>
    public static (bool Succeeded, string Text) RenderChart(string folder, string values, params string[] options)
    {
        (int code, string output, string error) = Run(Built.Value.Path!, [.. options, "-values", "/dev/stdin", folder], values);
        return code == 0 ? (true, output) : (false, error);
    }

    /// <summary>Runs a program of the repository.</summary>
    public static (int Code, string Output, string Error) Run(string program, string[] arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = TestData.Repository(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static (string? Path, string? Missing) Build()
    {
        (int code, string output, string error) = Run(InRepository("scripts/chart-renderer"), []);
        return code switch
        {
            0 => (output.Trim(), null),
            Skipped => (null, error.Trim()),
            _ => throw new InvalidOperationException(error),
        };
    }
}
