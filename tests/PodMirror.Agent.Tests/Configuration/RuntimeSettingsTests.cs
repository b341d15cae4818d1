using System.Text.Json;

namespace PodMirror.Agent.Tests.Configuration;

/// <summary>What the project file sets for the runtime. A property whose name is wrong says nothing when it is built.</summary>
public sealed class RuntimeSettingsTests
{
    [Theory]
    [InlineData("System.GC.Server", "False")]
    [InlineData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", "0")]
    [InlineData("System.IO.Compression.UseStrictValidation", "True")]
    public void The_agent_runs_with_this_setting(string name, string value)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "podmirror-agent.runtimeconfig.json");
        using var settings = JsonDocument.Parse(File.ReadAllBytes(file));

        Assert.Equal(value, settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty(name).ToString());
    }
}
