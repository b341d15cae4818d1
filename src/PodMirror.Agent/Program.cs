using System.CommandLine;
using PodMirror.Agent;
using PodMirror.Agent.Configuration;

// configuration
var command = new AgentCommand();
ParseResult parsed = command.Parse(args);
if (parsed.Action is not null && parsed.Errors.Count == 0)
{
    // --help and --version
    return await parsed.InvokeAsync();
}

try
{
    AgentOptions options = command.Read(parsed);

    // build
    await using var agent = new AgentApp(options, TimeProvider.System, ConfigureLogs);

    // run
    await agent.StartAsync();
    await agent.WaitForStopAsync();

    // drain
    await agent.StopAsync();
    return ExitCode.Ok;
}
catch (UsageException fault)
{
    await Console.Error.WriteLineAsync($"podmirror-agent: {fault.Message} (podmirror-agent --help lists the options)");
    return ExitCode.Usage;
}
catch (StartupException fault)
{
    await Console.Error.WriteLineAsync($"podmirror-agent: {fault.Message}");
    return ExitCode.Failure;
}

static void ConfigureLogs(ILoggingBuilder logs)
{
    // What the libraries tell below an error is of single requests and connections, which whoever sends can make at will; they are counted instead.
    logs.SetMinimumLevel(LogLevel.Error).AddFilter("PodMirror", LogLevel.Information).AddFilter("Grpc", LogLevel.None);

    // What keeps it from starting is told in one line, on standard error; the host would tell it again, with its stack.
    logs.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    logs.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
    });
}
