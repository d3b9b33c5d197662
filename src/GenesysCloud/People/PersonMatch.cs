namespace GenesysCloud.People;

/// <summary>A person as a message names it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The display name; null if it has none.</param>
/// <param name="Address">An e-mail address; null if it has none.</param>
/// <param name="State">Of a user, <c>active</c>, <c>inactive</c>, or <c>deleted</c>; null for an external contact.</param>
internal sealed record Person(string Id, string? Name, string? Address, string? State = null)
{
    /// <summary>Whether a flow can be launched for it: the states that the service may add later are none that it knows of.</summary>
    public bool IsActive => State is null || State.Equals("active", StringComparison.OrdinalIgnoreCase);

    /// <summary>Names are people's data and are not printed.</summary>
    public override string ToString() => Id;
}

/// <summary>Who has a name. One of the derived types; there are no others.</summary>
internal abstract record PersonMatch
{
    private PersonMatch()
    {
    }

    /// <summary>One person.</summary>
    public sealed record Found(Person Person) : PersonMatch;

    /// <summary>No one whom the caller may see.</summary>
    public sealed record None : PersonMatch
    {
        /// <summary>The only one there needs to be.</summary>
        public static readonly None Instance = new();
    }

    /// <summary>Only users who are not active.</summary>
    public sealed record Inactive(IReadOnlyList<Person> People) : PersonMatch;

    /// <summary>Several people.</summary>
    /// <param name="People">Those that the service named.</param>
    /// <param name="MayBeMore">Whether the service may have left some out, so that even one is not certain to be the only one.</param>
    public sealed record Several(IReadOnlyList<Person> People, bool MayBeMore = false) : PersonMatch;

    /// <summary>The match among the people who have the name.</summary>
    public static PersonMatch Of(IReadOnlyList<Person> people, bool mayBeMore = false)
    {
        Person[] distinct = [.. people.Where(person => person.Id.Length > 0).DistinctBy(person => person.Id)];
        Person[] active = [.. distinct.Where(person => person.IsActive)];
        return active switch
        {
            _ when mayBeMore && distinct.Length > 0 => new Several(distinct, MayBeMore: true),
            [var only] => new Found(only),
            [_, ..] => new Several(active),
            _ => distinct.Length > 0 ? new Inactive(distinct) : None.Instance,
        };
    }
}
