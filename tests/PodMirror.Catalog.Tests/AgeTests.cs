using System.Buffers;
using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Persistence;
using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Snapshots;

namespace PodMirror.Catalog.Tests;

public sealed class AgeTests
{
    [Theory]
    [InlineData(SchemaNode.MostSeen + 1)]
    [InlineData(int.MaxValue)]
    public void Counts_are_halved_before_they_are_full_and_say_the_same(int objects)
    {
        SchemaNode node = Read(3);
        node.Objects = objects;
        node.Named[0].Present = objects;
        node.Named[1].Present = objects - 1;
        node.Named[1].Strings = objects - 1;
        node.Named[1].Text!.Seen = objects - 1;
        node.Age();
        PropertySnapshot[] properties = SchemaSnapshots.Properties(node);
        Assert.Equal([true, false], properties.Select(p => p.Required));
        Assert.InRange(properties[1].Schema.Seen, SchemaNode.MostSeen / 4, SchemaNode.MostSeen);
        Assert.Equal(3, node.Named[0].Seen);
    }

    [Fact]
    public void A_query_after_that_is_counted_as_one_before()
    {
        SchemaNode node = Read(3);
        node.Objects = SchemaNode.MostSeen + 2;
        node.Named[0].LastObject = (node.Objects / 2) + 1;
        node.Age();
        int before = node.Named[0].Present;
        HeaderReader.Read("x-a: 1\n"u8, node, new SchemaBudget(CatalogLimits.Default));
        Assert.Equal(before + 1, node.Named[0].Present);
    }

    [Fact]
    public void What_is_not_full_stays_as_it_is()
    {
        SchemaNode node = Read(7);
        node.Age();
        Assert.Equal((7, 7, 7), (node.Objects, node.Named[0].Present, node.Named[1].Strings));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(SchemaNode.MostSeen)]
    public void A_state_takes_what_is_left(int values)
    {
        SchemaNode node = Read(1);
        node.Named[0].Integers = values;
        node.Named[1].Text!.Seen = node.Named[1].Strings = values;
        node.Age();
        var saved = new ArrayBufferWriter<byte>();
        SchemaWriter.WriteOptional(new StateWriter(saved), node);
        var reader = new StateReader(saved.WrittenSpan);
        Assert.True(reader.Flag());
        SchemaNode loaded = SchemaStateReader.Read(ref reader, new SchemaBudget(CatalogLimits.Default), 0);
        Assert.Null(reader.Fault);
        Assert.Equal(node.Named[0].Integers, loaded.Named[0].Integers);
    }

    private static SchemaNode Read(int times)
    {
        var budget = new SchemaBudget(CatalogLimits.Default);
        SchemaNode? node = null;
        for (int i = 0; i < times; i++)
        {
            node = HeaderReader.Read("x-a: 1\nx-b: b\n"u8, node, budget);
        }

        return node!;
    }
}
