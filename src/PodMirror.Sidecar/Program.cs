using System.CommandLine;
using PodMirror.Sidecar;
using PodMirror.Sidecar.Mirror;
using PodMirror.Sidecar.Replay;
using PodMirror.Sidecar.Tme;

var root = new RootCommand("Shows every API call of a Pod, without touching the application.")
{
    MirrorCommand.Create(),
    TmeCommand.Create(),
    ReplayCommand.Create(),
};
ParseResult result = root.Parse(args);
return result.Errors.Count > 0 ? UsageErrors.Report(result, Console.Error) : result.Invoke();
