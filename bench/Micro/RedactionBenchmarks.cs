using System.Text;
using BenchmarkDotNet.Attributes;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Bench.Micro;

/// <summary>What a body of 8 KiB of JSON costs to redact, detectors and places included: as an API answers, and with a secret in each item.</summary>
[MemoryDiagnoser]
public class RedactionBenchmarks
{
    private const int BodyBytes = 8 * 1024;

    // Static: it lives as long as the process, and a benchmark class may not be sealed, as a disposable one would like to be.
    private static readonly BodyReader Reader = new(new Redactor(RedactionRules.Default), SpanOptions.DefaultMaxBodyBytes);
    private static readonly BodyReader Bare = new(new Redactor(null), SpanOptions.DefaultMaxBodyBytes);

    private readonly byte[] _plain = Body("\"note\":\"leave at the door\"");
    private readonly byte[] _secret = Body("\"email\":\"alice@example.com\",\"card_token\":\"tok 1\"");

    /// <summary>Without rules: what reading costs.</summary>
    /// <returns>Bytes shown.</returns>
    [Benchmark(Baseline = true)]
    public int Unredacted() => Read(Bare, _plain);

    /// <summary>Nothing to hide.</summary>
    /// <returns>Bytes shown.</returns>
    [Benchmark]
    public int Plain() => Read(Reader, _plain);

    /// <summary>Two values to hide in each item.</summary>
    /// <returns>Bytes shown.</returns>
    [Benchmark]
    public int Secret() => Read(Reader, _secret);

    private static int Read(BodyReader reader, byte[] body)
    {
        var message = new MessageView { IsPresent = true, Fields = "Content-Type: application/json\r\n"u8, Body = body, BodyBytes = body.Length };
        return reader.Read(message, "/"u8).Bytes.Length;
    }

    private static byte[] Body(string more)
    {
        var body = new StringBuilder("{\"items\":[");
        for (int id = 100; body.Length < BodyBytes - 300; id++)
        {
            body.Append("{\"id\":").Append(id).Append(",\"sku\":\"AB-").Append(id)
                .Append("\",\"title\":\"A thing of some kind\",\"price\":12.50,\"tags\":[\"new\",\"blue\"],\"inStock\":true,")
                .Append("\"createdAt\":\"2026-10-21T07:28:00Z\",\"ref\":\"6f9619ff-8b86-d011-b42d-00c04fc964ff\",").Append(more).Append("},");
        }

        return Encoding.ASCII.GetBytes(body.Append("null]}").ToString());
    }
}
