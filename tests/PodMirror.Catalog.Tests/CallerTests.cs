using CsCheck;
using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Statistics;
using PodMirror.TestKit;

namespace PodMirror.Catalog.Tests;

public sealed class CallerTests
{
    private const long Now = 1_790_000_000_000;
    private const long Minute = 60_000;

    [Fact]
    public void Calls_of_the_last_hour_are_told_by_the_minute_and_those_of_the_last_week_by_the_hour() =>
        Gen.Select(Gen.Long[0, 8 * 24 * 60].Array[1, 100], Gen.Int[1, 7 * 24 * 60]).Sample((ages, minutes) =>
        {
            var recent = new RecentCalls();
            Array.ForEach(ages, age => recent.Add(Now - (age * Minute)));
            long told = recent.Read().Within(minutes, Now);
            if (minutes <= RecentCalls.Minutes)
            {
                Assert.Equal(ages.Count(age => age < minutes), told);
            }
            else
            {
                // By whole hours: never fewer, and never more than those of an hour before.
                Assert.InRange(told, ages.Count(age => age <= minutes - 60), ages.Count(age => age <= minutes + 60));
            }
        });

    [Fact]
    public void A_window_that_moves_on_leaves_behind_what_is_older()
    {
        var recent = new RecentCalls();
        recent.Add(Now);
        recent.Add(Now + Minute);
        RecentSnapshot read = recent.Read();
        Assert.Equal([2, 1, 0], new[] { 59, 60, 61 }.Select(later => read.Within(60, Now + (later * Minute))));
        Assert.Equal(0, RecentSnapshot.None.Within(60, Now));
    }

    [Fact]
    public void Each_caller_of_a_service_has_its_calls_over_all_endpoints()
    {
        var catalog = new ApiCatalog();
        See(catalog, "front", "/a", Now - (90 * Minute));
        See(catalog, "front", "/b", Now);
        See(catalog, "cart", "/a", Now);
        See(catalog, "", "/a", Now);
        ServiceSnapshot service = catalog.Outline().Services.Single();
        Assert.Equal(
            ["cart 1 1 1", "front 2 1 2"],
            service.Callers.Select(c => $"{c.Name} {c.Calls} {c.Recent.Within(60, Now)} {c.Recent.Within(1440, Now)}").Order(StringComparer.Ordinal));
        Assert.Equal((3, 4), (service.Recent.Within(60, Now), service.Recent.Within(1440, Now)));
    }

    [Fact]
    public void Who_tells_of_calls_is_known_whether_it_answers_or_makes_them()
    {
        var catalog = new ApiCatalog();
        See(catalog, "client", "/a", Now, service: "front");
        See(catalog, "front", "/b", Now, service: "bank", toldByCaller: true);
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal(
            ["bank False: front True", "front True: client False"],
            loaded.Read().Services.Select(s => $"{s.Name} {s.Mirrored}: {s.Callers[0].Name} {s.Callers[0].Mirrored}"));
    }

    [Fact]
    public void Who_only_scans_is_no_caller()
    {
        var catalog = new ApiCatalog();
        See(catalog, "scanner", "/.env", Now, 404);
        Assert.Empty(catalog.Read("api")!.Callers);
    }

    [Fact]
    public void Callers_without_end_take_the_places_of_no_others()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxCallersOfService = 12, MaxCallers = 10 });
        for (int i = 0; i < 1000; i++)
        {
            See(catalog, i % 4 == 0 ? "often" : $"10.0.{i / 200}.{i % 200}", "/a", Now + i);
            See(catalog, $"10.1.{i / 200}.{i % 200}", "/a", Now + i, service: "other");
            See(catalog, $"10.1.{i / 200}.{i % 200}", "/a", Now + i, service: "third");
        }

        ServiceSnapshot[] services = [.. catalog.Read().Services];
        Assert.Equal([10, 12, 12], services.Select(s => s.Callers.Count));
        ServiceCallerSnapshot often = services[0].Callers.Single(c => c.Name == "often");
        Assert.Equal((250, 0, 250), (often.Calls, often.Error, often.Recent.Within(60, Now)));
        Assert.All(services[0].Callers, c => Assert.True(c.Recent.Within(60, Now) <= c.Calls - c.Error));
    }

    [Fact]
    public void A_caller_that_is_known_allocates_nothing()
    {
        var callers = new ServiceCallers(new CallerBudget(CatalogLimits.Default));
        callers.Count("front", Now, tells: false);
        Assert.Equal(0, Allocation.Least(() => callers.Count("front", Now, tells: false)));
    }

    [Fact]
    public void What_is_known_of_callers_is_there_after_a_restart()
    {
        var catalog = new ApiCatalog();
        See(catalog, "front", "/a", Now - (90 * Minute));
        See(catalog, "front", "/a", Now);
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        ServiceCallerSnapshot front = Assert.Single(loaded.Read("api")!.Callers);
        Assert.Equal((2, 1, 2, Now), (front.Calls, front.Recent.Within(60, Now), front.Recent.Within(1440, Now), front.LastSeen));
    }

    [Theory]
    [InlineData("\U0001F600", "\U0001D49C")]
    [InlineData("\uD83D", "\uD835")]
    public void Callers_whose_names_differ_in_half_a_character_alone_are_no_reason_to_refuse_a_state(string one, string other)
    {
        // A name is cut at 128 characters of UTF-16; half of one has no UTF-8.
        var catalog = new ApiCatalog();
        See(catalog, new string('a', 127) + one, "/a", Now);
        See(catalog, new string('a', 127) + other, "/a", Now);
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        ServiceCallerSnapshot caller = Assert.Single(loaded.Read("api")!.Callers);
        Assert.Equal((2, 2), (caller.Calls, caller.Recent.Within(60, Now)));
    }

    [Fact]
    public void Callers_of_a_state_of_the_first_version_are_those_of_its_endpoints()
    {
        Assert.True(ApiCatalog.TryLoad(StateTests.First, null, out ApiCatalog? loaded, out string? fault), fault);
        ServiceCallerSnapshot[] callers = [.. loaded.Read("shop")!.Callers.OrderBy(c => c.Name, StringComparer.Ordinal)];
        Assert.Equal(["cart 1 0", "front 3 0"], callers.Select(c => $"{c.Name} {c.Calls} {c.Recent.Within(60, c.LastSeen)}"));
        Assert.Equal(1_790_000_000_009, callers[1].LastSeen);
    }

    private static void See(
        ApiCatalog catalog, string caller, string path, long time, int status = 200, string service = "api", bool toldByCaller = false) =>
        catalog.Observe(new ObservedCall
        {
            Service = service,
            Method = "GET",
            Path = path,
            Status = status,
            TimeMillis = time,
            Caller = caller,
            ToldByCaller = toldByCaller,
        });
}
