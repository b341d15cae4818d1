using System.Buffers.Binary;
using System.Text;
using PodMirror.Spans.Tests;

namespace PodMirror.Bench.Load;

/// <summary>Looks for every form of every secret in files of any kind, whatever the case of its letters.</summary>
internal sealed class SecretSearch
{
    private const int ChunkBytes = 1 << 22;
    private const int MaxShown = 20;
    private const int ContextBytes = 48;

    // One bit for each of 2^24 hashes of eight bytes: next to nothing of a file gets beyond it.
    private const int HashBits = 24;

    private readonly bool[] _maybe = new bool[1 << HashBits];
    private readonly Dictionary<ulong, List<(byte[] Pattern, int Secret)>> _byEnd = [];
    private readonly HashSet<int> _found = [];
    private readonly int _maxBytes;
    private long _bytes;
    private long _matches;

    private SecretSearch(IReadOnlyList<SeededSecret> secrets)
    {
        foreach ((string text, int secret) in SecretPatterns.Of(secrets))
        {
            byte[] pattern = Encoding.UTF8.GetBytes(text);
            ulong end = BinaryPrimitives.ReadUInt64LittleEndian(pattern.AsSpan(pattern.Length - SecretPatterns.MinBytes));
            _maybe[Hash(end)] = true;
            if (!_byEnd.TryGetValue(end, out List<(byte[], int)>? patterns))
            {
                _byEnd[end] = patterns = [];
            }

            patterns.Add((pattern, secret));
            _maxBytes = Math.Max(_maxBytes, pattern.Length);
        }
    }

    /// <summary>Prints how many secrets were found as one line of JSON, and the first matches with what is around them to standard error.</summary>
    public static int Run(Arguments arguments)
    {
        var search = new SecretSearch([.. SeededSecret.All(arguments.Number("--each"))]);
        foreach (string path in arguments.Text("--in").Split(','))
        {
            foreach (string file in Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
            {
                search.Read(file, isQuiet: arguments.Number("--quiet", 0) == 1);
            }
        }

        Console.WriteLine($"{{\"found\":{search._found.Count},\"matches\":{search._matches},\"bytes\":{search._bytes}}}");
        return 0;
    }

    private void Read(string path, bool isQuiet)
    {
        using FileStream file = File.OpenRead(path);
        byte[] chunk = new byte[ChunkBytes];
        int kept = 0;
        int read;
        while ((read = file.ReadAtLeast(chunk.AsSpan(kept), 1, throwOnEndOfStream: false)) > 0)
        {
            Lower(chunk.AsSpan(kept, read));
            _bytes += read;
            ReadOnlySpan<byte> text = chunk.AsSpan(0, kept + read);
            for (int end = Math.Max(kept, SecretPatterns.MinBytes); end <= text.Length; end++)
            {
                ulong last = BinaryPrimitives.ReadUInt64LittleEndian(text[(end - SecretPatterns.MinBytes)..]);
                if (_maybe[Hash(last)] && _byEnd.TryGetValue(last, out List<(byte[] Pattern, int Secret)>? patterns))
                {
                    Match(text, end, patterns, isQuiet ? null : path);
                }
            }

            int rest = Math.Min(text.Length, _maxBytes + ContextBytes);
            text[^rest..].CopyTo(chunk);
            kept = rest;
        }
    }

    private void Match(ReadOnlySpan<byte> text, int end, List<(byte[] Pattern, int Secret)> patterns, string? path)
    {
        foreach ((byte[] pattern, int secret) in patterns)
        {
            int start = end - pattern.Length;
            if (start < 0 || !text[start..end].SequenceEqual(pattern) || IsInNumber(text, start, end))
            {
                continue;
            }

            _matches++;
            _found.Add(secret);
            if (path is not null && _matches <= MaxShown)
            {
                ReadOnlySpan<byte> around = text[Math.Max(0, start - ContextBytes)..Math.Min(text.Length, end + ContextBytes)];
                Console.Error.WriteLine($"{Path.GetFileName(path)}: {Encoding.Latin1.GetString(around).ReplaceLineEndings(" ")}");
            }
        }
    }

    // A longer run of digits, as of nanoseconds, is another number.
    private static bool IsInNumber(ReadOnlySpan<byte> text, int start, int end)
    {
        bool isNumber = !text[start..end].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return isNumber && ((start > 0 && char.IsAsciiDigit((char)text[start - 1])) || (end < text.Length && char.IsAsciiDigit((char)text[end])));
    }

    // Fibonacci hashing (Knuth, TAOCP 6.4).
    private static int Hash(ulong value) => (int)((value * 0x9e3779b97f4a7c15) >> (64 - HashBits));

    private static void Lower(Span<byte> text)
    {
        foreach (ref byte b in text)
        {
            b = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }
    }
}
