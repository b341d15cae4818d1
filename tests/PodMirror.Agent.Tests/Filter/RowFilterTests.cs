using System.Text;
using CsCheck;
using PodMirror.Agent.Filter;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Tests.Filter;

public sealed class RowFilterTests
{
    private const string Letters = "ab*-:=!<>,\"\\() /09xX.ns_\u00e9\u0130\ud83d\u0085\ufeff";

    private static readonly string[] Pieces =
    [
        "status", "path:", "/a", "-", "!=", ">=", "5xx", "none", ",", "\"", "\\", " ", "*", "anomaly:any", "since:", "5m", "duration", "1.5s",
        "trace:",
    ];

    [Fact]
    public void Each_case_of_the_table_finds_its_rows()
    {
        int cases = 0;
        foreach ((string text, long[] expected) in FilterCases.Finding)
        {
            Assert.True(RowFilter.TryRead(text, FilterCases.Now, out RowFilter? filter) is null, text);
            var rows = FilterCases.Rows.Where(row => filter!.Matches(FilterCases.RowOf(row)));
            long[] found = [.. rows.Select(row => row.GetProperty("id").GetInt64())];
            Assert.True(expected.SequenceEqual(found), $"{text} found {string.Join(' ', found)}");
            cases++;
        }

        Assert.InRange(cases, 100, 1000);
    }

    [Fact]
    public void Each_case_of_the_table_that_cannot_be_read_says_why_and_where()
    {
        int cases = 0;
        foreach ((string text, string message, int start, int end) in FilterCases.Failing)
        {
            FilterFault? fault = RowFilter.TryRead(text, FilterCases.Now, out RowFilter? filter);
            Assert.Equal((text, new FilterFault(message, start, end)), (text, fault));
            Assert.Null(filter);
            cases++;
        }

        Assert.InRange(cases, 50, 1000);
    }

    [Fact]
    public void No_text_makes_the_reader_throw_and_a_fault_lies_within_the_text() =>
        Gen.OneOf(
                Gen.Int[0, Letters.Length - 1].Array[0, 40].Select(indices => string.Concat(indices.Select(i => Letters[i]))),
                Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(indices => string.Concat(indices.Select(i => Pieces[i]))))
            .Sample(text =>
            {
                FilterFault? fault = RowFilter.TryRead(text, FilterCases.Now, out RowFilter? filter);
                Assert.Equal(fault is null, filter is not null);
                Assert.True(fault is null || (0 <= fault.Start && fault.Start <= fault.End && fault.End <= text.Length), text);
                foreach (System.Text.Json.JsonElement row in FilterCases.Rows)
                {
                    filter?.Matches(FilterCases.RowOf(row));
                }
            });

    [Fact]
    public void A_negated_term_finds_just_the_rows_that_the_term_does_not()
    {
        foreach ((string text, long[] found) in FilterCases.Finding.Where(one => IsOneTerm(one.Filter)))
        {
            string opposite = text.StartsWith('-') ? text[1..] : "-" + text;
            if (opposite.Length > FilterLimits.MaxLength || RowFilter.TryRead(opposite, FilterCases.Now, out RowFilter? filter) is not null)
            {
                continue;
            }

            int others = FilterCases.Rows.Count(row => filter!.Matches(FilterCases.RowOf(row)));
            Assert.True(FilterCases.Rows.Count == found.Length + others, opposite);
        }
    }

    [Fact]
    public void A_pattern_with_a_thousand_stars_is_tried_once_over_the_longest_path()
    {
        Assert.Null(RowFilter.TryRead("path:/" + string.Concat(Enumerable.Repeat("*a", 1000)) + "*b", FilterCases.Now, out RowFilter? filter));
        byte[] path = Encoding.UTF8.GetBytes("/" + new string('a', StoreLimits.MaxPathBytes - 1));
        for (int i = 0; i < 1000; i++)
        {
            Assert.False(filter!.Matches(new ExchangeRow { Path = path }));
        }

        path[^1] = (byte)'b';
        Assert.True(filter!.Matches(new ExchangeRow { Path = path }));
    }

    [Theory]
    [InlineData("service:shop status:2xx -path:/a*", true)]
    [InlineData("path:*health*", true)]
    [InlineData("-path:/a*b", false)]
    [InlineData("method:get", false)]
    [InlineData("items", false)]
    public void Sql_says_the_same_where_it_can(string text, bool isExact)
    {
        Assert.Null(RowFilter.TryRead(text, FilterCases.Now, out RowFilter? filter));
        Assert.Equal(isExact, filter!.IsExact);
    }

    private static bool IsOneTerm(string text) =>
        !text.StartsWith("--", StringComparison.Ordinal)
            && FilterSyntax.TryRead(text, out IReadOnlyList<FilterTerm> terms) is null
            && terms.Count == 1;
}
