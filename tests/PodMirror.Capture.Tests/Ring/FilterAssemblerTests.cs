namespace PodMirror.Capture.Tests.Ring;

public sealed class FilterAssemblerTests
{
    [Fact]
    public void A_label_that_is_never_marked_is_a_bug()
    {
        var code = new FilterAssembler();
        code.Jump(code.Label());
        Assert.Throws<InvalidOperationException>(code.Build);
    }

    [Fact]
    public void A_jump_backwards_is_a_bug()
    {
        var code = new FilterAssembler();
        int label = code.Label();
        code.Mark(label);
        code.Return(keep: true);
        code.Jump(label);
        Assert.Throws<InvalidOperationException>(code.Build);
    }

    [Fact]
    public void A_branch_reaches_255_instructions_and_a_jump_any_number()
    {
        Assert.Equal(255, Far(255, jump: false)[0].JumpTrue);
        Assert.Throws<OverflowException>(() => Far(256, jump: false));
        Assert.Equal(3000u, Far(3000, jump: true)[0].Operand);
    }

    [Fact]
    public void More_instructions_than_the_kernel_takes_are_a_bug() => Assert.Throws<InvalidOperationException>(() => Far(4096, jump: true));

    private static FilterInstruction[] Far(int between, bool jump)
    {
        var code = new FilterAssembler();
        int label = code.Label();
        if (jump)
        {
            code.Jump(label);
        }
        else
        {
            code.Branch(FilterCode.JumpIfEqual, 1, label, FilterAssembler.Next);
        }

        for (int i = 0; i < between; i++)
        {
            code.Emit(FilterCode.Store, 0);
        }

        code.Mark(label);
        code.Return(keep: true);
        return code.Build();
    }
}
