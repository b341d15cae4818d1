using System.Buffers.Binary;
using System.Numerics;

namespace PodMirror.Spans;

/// <summary>SipHash-2-4 with 128 bits of output (Aumasson and Bernstein): a keyed hash that spreads well, fast on short inputs.</summary>
internal static class SipHash
{
    /// <summary>Hashes bytes under a key.</summary>
    internal static UInt128 Hash(UInt128 key, ReadOnlySpan<byte> bytes)
    {
        ulong k0 = (ulong)key;
        ulong k1 = (ulong)(key >> 64);
        var state = new State(k0, k1);
        int length = bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong last = (ulong)length << 56;
        for (int i = 0; i < bytes.Length; i++)
        {
            last |= (ulong)bytes[i] << (8 * i);
        }

        state.Absorb(last);
        return state.Finish();
    }

    private struct State
    {
        private ulong _v0;
        private ulong _v1;
        private ulong _v2;
        private ulong _v3;

        internal State(ulong k0, ulong k1)
        {
            _v0 = k0 ^ 0x736f6d6570736575;
            _v1 = k1 ^ 0x646f72616e646f6d ^ 0xee;
            _v2 = k0 ^ 0x6c7967656e657261;
            _v3 = k1 ^ 0x7465646279746573;
        }

        internal void Absorb(ulong word)
        {
            _v3 ^= word;
            Rounds(2);
            _v0 ^= word;
        }

        internal UInt128 Finish()
        {
            _v2 ^= 0xee;
            Rounds(4);
            ulong low = _v0 ^ _v1 ^ _v2 ^ _v3;
            _v1 ^= 0xdd;
            Rounds(4);
            return new UInt128(_v0 ^ _v1 ^ _v2 ^ _v3, low);
        }

        private void Rounds(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _v0 += _v1;
                _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
                _v0 = BitOperations.RotateLeft(_v0, 32);
                _v2 += _v3;
                _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
                _v0 += _v3;
                _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
                _v2 += _v1;
                _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
                _v2 = BitOperations.RotateLeft(_v2, 32);
            }
        }
    }
}
