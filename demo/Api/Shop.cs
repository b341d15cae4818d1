using System.Collections.Concurrent;

namespace PodMirror.Demo.Api;

/// <summary>Products and orders, in memory.</summary>
internal sealed class Shop
{
    // The demo may run for days; older orders go.
    private const int MaxOrders = 1000;

    private readonly ConcurrentDictionary<int, Order> _orders = new();
    private int _lastOrder;

    /// <summary>What is on sale.</summary>
    public IReadOnlyList<Product> Products { get; } =
        [.. Enumerable.Range(1, 40).Select(i => new Product(i, $"Product number {i} of the best kind", (i * 499) + 99))];

    /// <summary>Takes an order.</summary>
    /// <returns>Its number.</returns>
    public int Place(Order order)
    {
        int number = Interlocked.Increment(ref _lastOrder);
        _orders[number] = order;
        _orders.TryRemove(number - MaxOrders, out _);
        return number;
    }

    /// <summary>An order that was taken.</summary>
    public Order? Find(int number) => _orders.GetValueOrDefault(number);

    /// <summary>Calls an order off; false when there is none.</summary>
    public bool Cancel(int number) => _orders.TryRemove(number, out _);
}
