using System.Collections.Concurrent;

namespace PodMirror.Demo.Api;

/// <summary>
/// The customers, in memory. Mailboxes are of domains for examples, telephone numbers of those that are kept for films, accounts those that the
/// registry shows.
/// </summary>
internal sealed class CustomerBook
{
    // The demo may run for days; older customers go.
    private const int MaxCustomers = 1000;

    private readonly ConcurrentDictionary<int, Customer> _customers = new();
    private int _lastCustomer;

    /// <summary>Begins with those who were there before.</summary>
    public CustomerBook()
    {
        Add(new("Ada Brandt", "ada@shop.example", "+49 30 23125 014", "1985-12-10", "DE89370400440532013000"));
        Add(new("Grace Webb", "grace@mail.example", "+44 20 7946 0018", "1979-01-17", "GB82WEST12345698765432"));
        Add(new("Alan de Wit", "alan@post.example", "+44 161 496 0027", "1992-06-23", "NL91ABNA0417164300"));
        Add(new("Edith Huber", "edith@mail.example", "+1 415 555 0123", "1968-09-04", "AT611904300234573201"));
    }

    /// <summary>Takes a customer in.</summary>
    /// <returns>The number.</returns>
    public int Add(Customer customer)
    {
        int number = Interlocked.Increment(ref _lastCustomer);
        _customers[number] = customer;
        _customers.TryRemove(number - MaxCustomers, out _);
        return number;
    }

    /// <summary>The customer of a number.</summary>
    public Customer? Find(int number) => _customers.GetValueOrDefault(number);

    /// <summary>Those who have a mailbox, the first of them first.</summary>
    public IEnumerable<int> FindByEmail(string email) =>
        _customers.Where(pair => string.Equals(pair.Value.Email, email, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Key).Order();
}
