namespace PodMirror.Sidecar.Completion;

/// <summary>
/// For each shell a script that asks the executable itself what may follow (System.CommandLine's directive <c>[suggest:POSITION]</c>), so that
/// nothing in it has to be kept in step with the commands.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>For bash. Options are offered only to who began one: else files would never be. What ends with a slash goes on.</summary>
    internal const string Bash = """
        # Completion of podmirror for bash:  source <(podmirror completion bash)
        _podmirror() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" all
            line="podmirror ${line#* }"
            if [[ $line =~ ^(.*\ --[a-z-]+)=([^ ]*)$ ]]; then
                line="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}" word="${BASH_REMATCH[2]}"
            fi
            all=$("$1" "[suggest:${#line}]" "$line" 2>/dev/null | if [[ $word == -* ]]; then grep '^--'; else grep -v '^[-/]'; fi)
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$all" -- "$word"))
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
                compopt -o nospace
            fi
        }
        complete -o bashdefault -o default -F _podmirror podmirror

        """;

    /// <summary>For zsh, which runs it as the function of its file's name when it lies in a folder of <c>$fpath</c>.</summary>
    internal const string Zsh = """
        #compdef podmirror
        # Completion of podmirror for zsh:  source <(podmirror completion zsh)
        _podmirror() {
            local line="podmirror ${(j: :)words[2,CURRENT-1]}"
            (( CURRENT > 2 )) && line+=" "
            line+="$PREFIX"
            local -a all
            all=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
            if [[ $PREFIX == -* ]]; then all=(${(M)all:#--*}); else all=(${all:#[-/]*}); fi
            if (( ${#all} )); then
                compadd -S '' -- ${(M)all:#*/}
                compadd -- ${all:#*/}
            else
                _files
            fi
        }
        if [[ ${funcstack[1]} == _podmirror ]]; then _podmirror "$@"; else compdef _podmirror podmirror; fi

        """;

    /// <summary>For fish, which itself offers files beside.</summary>
    internal const string Fish = """
        # Completion of podmirror for fish:  podmirror completion fish | source
        function __podmirror_complete
            set -l line (commandline -cp | string join ' ')
            set -l pattern '^[^-/]'
            if string match -q -- '-*' (commandline -ct)
                set pattern '^--'
            end
            podmirror "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -r -- "$pattern.*"
        end
        complete -c podmirror -a '(__podmirror_complete)'

        """;
}
