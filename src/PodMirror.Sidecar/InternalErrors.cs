namespace PodMirror.Sidecar;

/// <summary>The last resort for exceptions that nothing expected: mistakes of ours, told in one line.</summary>
internal static class InternalErrors
{
    /// <summary>The environment variable that asks for the stack trace, by 1.</summary>
    internal const string TraceVariable = "PODMIRROR_TRACE";

    /// <summary>Runs the command.</summary>
    /// <returns>Its exit code, or <see cref="ExitCode.Internal"/> when it threw.</returns>
    internal static int Guard(Func<int> command, TextWriter error)
    {
        try
        {
            return command();
        }
#pragma warning disable CA1031 // The process ends here whatever it is; a stack trace would be for us, not for who runs it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error.WriteLine($"podmirror: internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}; please report it");
            if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
            {
                error.WriteLine(e);
            }

            return ExitCode.Internal;
        }
    }
}
