namespace PodMirror.Chart.Tests.Kit;

/// <summary>A chart of a few lines, to see how templates are rendered.</summary>
internal sealed class TemporaryChart : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chart-").FullName;

    /// <summary>Writes it.</summary>
    /// <param name="values">values.yaml.</param>
    /// <param name="templates">Names and texts of its templates.</param>
    public TemporaryChart(string values, params (string Name, string Text)[] templates)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        File.WriteAllText(Path.Combine(_folder, "Chart.yaml"), "{apiVersion: v2, name: small, version: 1.2.3, kubeVersion: '>=1.20.0-0'}");
        File.WriteAllText(Path.Combine(_folder, "values.yaml"), values);
        foreach ((string name, string text) in templates)
        {
            File.WriteAllText(Path.Combine(_folder, "templates", name), text);
        }
    }

    /// <summary>Renders it; the text, or what was said against it.</summary>
    public (bool Succeeded, string Text) Render(string values = "") => Renderer.RenderChart(_folder, values);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
