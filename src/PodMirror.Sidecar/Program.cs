using PodMirror.Sidecar;

return CommandLine.Run(args, Console.Error);
