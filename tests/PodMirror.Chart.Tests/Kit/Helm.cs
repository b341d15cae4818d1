namespace PodMirror.Chart.Tests.Kit;

/// <summary>Helm, where somebody has it.</summary>
internal static class Helm
{
    /// <summary>Whether it is found.</summary>
    public static bool IsHere { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "helm")));

    /// <summary>Renders the chart.</summary>
    public static Rendering Render(string values, string version, string name, string space)
    {
        string[] arguments = ["template", name, Renderer.ChartFolder, "--namespace", space, "--kube-version", version, "--values", "-"];
        (int code, string output, string error) = Renderer.Run("helm", arguments, values);
        Assert.True(code == 0, error);
        return new Rendering(Yaml.Read(output));
    }
}
