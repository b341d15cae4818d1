using System.Runtime.InteropServices;

namespace PodMirror.Capture;

/// <summary>One instruction of classic BPF, laid out as the kernel's <c>struct sock_filter</c> (linux/filter.h).</summary>
/// <param name="Code">Class, size, mode or operation.</param>
/// <param name="JumpTrue">Instructions to skip when a comparison holds.</param>
/// <param name="JumpFalse">Instructions to skip when it does not.</param>
/// <param name="Operand">The constant: offset, value or distance.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct FilterInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);
