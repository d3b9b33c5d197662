using System.Collections.Immutable;

namespace GenesysCloud.Simulator.People;

/// <summary>The people of the organization by ID. Thread-safe.</summary>
internal sealed class PeopleCatalog(IEnumerable<SimulatedUser> users, IEnumerable<SimulatedContact> contacts)
{
    private ImmutableDictionary<string, SimulatedUser> _users =
        users.ToImmutableDictionary(user => user.Id, StringComparer.OrdinalIgnoreCase);

    private ImmutableDictionary<string, SimulatedContact> _contacts =
        contacts.ToImmutableDictionary(contact => contact.Id, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SimulatedUser> Users => _users.Values;

    public IEnumerable<SimulatedContact> Contacts => _contacts.Values.OrderBy(contact => contact.Id, StringComparer.Ordinal);

    /// <summary>The names of the other systems in which contacts have IDs.</summary>
    public IReadOnlyList<string> Sources =>
        [.. _contacts.Values.SelectMany(contact => contact.ExternalIds.Keys).Distinct().Order(StringComparer.Ordinal)];

    public void Add(SimulatedUser user) =>
        ImmutableInterlocked.Update(ref _users, (known, added) => known.SetItem(added.Id, added), user);

    public void Add(SimulatedContact contact) =>
        ImmutableInterlocked.Update(ref _contacts, (known, added) => known.SetItem(added.Id, added), contact);
}
