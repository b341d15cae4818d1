namespace PodMirror.Capture;

/// <summary>
/// Puts a classic BPF program together from instructions and labels, and turns labels into distances. All jumps go forward, as the kernel demands.
/// Misuse is a bug of ours and throws: a label never marked, or a conditional jump of more than 255 instructions.
/// </summary>
public sealed class FilterAssembler
{
    /// <summary>A label that stands for "go on with the next instruction".</summary>
    public const int Next = -1;

    /// <summary>The most instructions that the kernel takes (BPF_MAXINSNS).</summary>
    public const int MaxInstructions = 4096;

    private readonly List<(ushort Code, int IfTrue, int IfFalse, uint Operand)> _code = [];
    private readonly List<int> _labels = [];

    /// <summary>A new label, to be marked once.</summary>
    public int Label()
    {
        _labels.Add(Next);
        return _labels.Count - 1;
    }

    /// <summary>Says that the label stands before the next instruction.</summary>
    public void Mark(int label) => _labels[label] = _code.Count;

    /// <summary>An instruction that neither branches nor jumps.</summary>
    public void Emit(ushort code, uint operand) => _code.Add((code, Next, Next, operand));

    /// <summary>Ends the program: keeps the whole packet, or leaves it out.</summary>
    public void Return(bool keep) => Emit(FilterCode.Return, keep ? uint.MaxValue : 0);

    /// <summary>A comparison of A with a constant, and where to go in each case.</summary>
    public void Branch(ushort code, uint operand, int ifTrue, int ifFalse) => _code.Add((code, ifTrue, ifFalse, operand));

    /// <summary>A jump, however far.</summary>
    public void Jump(int label) => _code.Add((FilterCode.Jump, label, Next, 0));

    /// <summary>The finished program.</summary>
    public FilterInstruction[] Build()
    {
        if (_code.Count > MaxInstructions)
        {
            throw new InvalidOperationException($"a filter of {_code.Count} instructions passes the kernel's {MaxInstructions}");
        }

        var program = new FilterInstruction[_code.Count];
        for (int at = 0; at < program.Length; at++)
        {
            (ushort code, int ifTrue, int ifFalse, uint operand) = _code[at];
            program[at] = code == FilterCode.Jump
                ? new FilterInstruction(code, 0, 0, (uint)Distance(at, ifTrue))
                : new FilterInstruction(code, checked((byte)Distance(at, ifTrue)), checked((byte)Distance(at, ifFalse)), operand);
        }

        return program;
    }

    private int Distance(int at, int label)
    {
        if (label == Next)
        {
            return 0;
        }

        int distance = _labels[label] - at - 1;
        return distance >= 0 ? distance : throw new InvalidOperationException("a label of the filter is not marked, or behind its jump");
    }
}
