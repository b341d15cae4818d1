using System.CommandLine;
using PodMirror.Sidecar.Mirror;

const int UsageError = 64;

var root = new RootCommand("Shows every API call of a Pod, without touching the application.")
{
    MirrorCommand.Create(),
};
ParseResult result = root.Parse(args);
int exitCode = result.Invoke();
return result.Errors.Count > 0 ? UsageError : exitCode;
