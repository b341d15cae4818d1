using PodMirror.Fuzz;

if (FuzzOptions.TryParse(args, out FuzzOptions options, out string problem))
{
    return options.Target.Length > 0 ? Child.Run(options) : await Driver.RunAsync(options).ConfigureAwait(false);
}

await Console.Error.WriteLineAsync(problem).ConfigureAwait(false);
return 64;
