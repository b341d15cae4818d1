using PodMirror.Sidecar.Completion;

namespace PodMirror.Sidecar.Tests.Completion;

public sealed class CompletionScriptsTests
{
    [Theory]
    [InlineData(CompletionScripts.Bash, "complete -o bashdefault -o default -F _podmirror podmirror")]
    [InlineData(CompletionScripts.Zsh, "compdef _podmirror podmirror; fi")]
    [InlineData(CompletionScripts.Fish, "complete -c podmirror -a '(__podmirror_complete)'")]
    public void Every_script_asks_the_executable_and_registers_itself(string script, string registration)
    {
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
        Assert.EndsWith(registration + "\n", script, StringComparison.Ordinal);
        Assert.DoesNotContain("replay", script, StringComparison.Ordinal);
    }
}
