using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.People;

/// <summary>Finds people by what they are called, many users with one request, and keeps whom it found for a while.</summary>
/// <remarks>
/// Who was found is kept for all views of a client. Who was not, or who is ambiguous, is kept for one of them, which is one command: a
/// wrong name costs a run one request, and the next command finds a person that has been corrected since.
/// </remarks>
internal sealed class PersonDirectory
{
    /// <summary>People move more rarely than runs take long; a person who left is still met by the run after the next.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromMinutes(10);

    private const int Capacity = 50_000;

    // As many as the service answers in the time of one, without a burst that the other requests of a session feel.
    private const int ContactsAtOnce = 4;

    private readonly TimeProvider _time;
    private readonly ExpiringCache<PersonName, PersonMatch> _found;
    private readonly ExpiringCache<PersonName, PersonMatch> _notFound;
    private List<ExternalSource>? _sources;

    public PersonDirectory(TimeProvider time)
        : this(time, new(Capacity, s_keptFor, time))
    {
    }

    private PersonDirectory(TimeProvider time, ExpiringCache<PersonName, PersonMatch> found) =>
        (_time, _found, _notFound) = (time, found, new(Capacity, s_keptFor, time));

    /// <summary>The directory of another command: who was found so far, without who was not.</summary>
    public PersonDirectory ForCommand() => new(_time, _found);

    /// <summary>Who has a name, as far as it was looked up before. Sends nothing.</summary>
    public bool TryGetKnown(PersonName name, [NotNullWhen(true)] out PersonMatch? match) =>
        _found.TryGet(name, out match) || _notFound.TryGet(name, out match);

    /// <summary>
    /// Looks people up: users with one request for a hundred of them, external contacts with one request or more for each.
    /// </summary>
    /// <param name="api">What they are looked up with.</param>
    /// <param name="names">Their names, each once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Who has each of the names.</returns>
    /// <exception cref="Http.GenesysCloudException">The service refused or could not be reached. Whom it had named is kept.</exception>
    public async Task<IReadOnlyDictionary<PersonName, PersonMatch>> FindAsync(
        PeopleApi api, IReadOnlyCollection<PersonName> names, CancellationToken cancellationToken)
    {
        var matches = new ConcurrentDictionary<PersonName, PersonMatch>();
        foreach (PersonName[] users in names.Where(name => name.Kind == PersonKind.User).Chunk(PeopleApi.MaxUsers))
        {
            string[] spellings = [.. users.SelectMany(name => new[] { name.Text, name.Key }).Distinct(StringComparer.Ordinal)];
            List<User> found = await api.SearchUsersAsync(spellings, cancellationToken).ConfigureAwait(false);
            ILookup<string, User> byName = found
                .SelectMany(user => NamesOf(user).Distinct().Select(key => (key, user)))
                .ToLookup(named => named.key, named => named.user, StringComparer.Ordinal);
            foreach (PersonName name in users)
                matches[name] = Keep(name, PersonMatch.Of([.. byName[name.Key].Select(ToPerson)]));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = ContactsAtOnce, CancellationToken = cancellationToken };
        IEnumerable<PersonName> contacts = names.Where(name => name.Kind == PersonKind.ExternalContact);
        if (contacts.Any(name => name.Form == PersonNameForm.ExternalId))
            _sources ??= await api.GetExternalSourcesAsync(cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(contacts, options, async (name, stop) =>
            matches[name] = Keep(name, name.Form == PersonNameForm.ExternalId
                ? await FindByExternalIdAsync(api, name, _sources!, stop).ConfigureAwait(false)
                : await FindContactAsync(api, name, stop).ConfigureAwait(false))).ConfigureAwait(false);
        return matches;
    }

    private PersonMatch Keep(PersonName name, PersonMatch match)
    {
        (match is PersonMatch.Found ? _found : _notFound).Set(name, match);
        return match;
    }

    /// <summary>By what a user may be named, as names are compared.</summary>
    private static IEnumerable<string> NamesOf(User user) => new[] { user.Email, user.Username }.OfType<string>()
        .Select(name => PersonName.Create(PersonKind.User, name).Key);

    private static Person ToPerson(User user) => new(user.Id, user.Name, user.Email ?? user.Username, user.State ?? "unknown");

    private static Person ToPerson(ExternalContact contact) => new(contact.Id, contact.Name, contact.Emails.FirstOrDefault());

    private static async Task<PersonMatch> FindContactAsync(PeopleApi api, PersonName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExternalContact> contacts = await api.LookUpContactsAsync(
            name.Form == PersonNameForm.Phone ? name.Key : name.Text, cancellationToken).ConfigureAwait(false);
        ExternalContact[] named =
        [
            .. contacts.Where(contact => name.Form == PersonNameForm.Phone
                ? contact.Phones.Any(phone => name.Matches(phone.E164 ?? phone.Display))
                : contact.Emails.Any(name.Matches)),
        ];

        // Contacts that were merged are one person, and may be named beside the one that they are now.
        IEnumerable<ExternalContact> current = named.Where(contact => !Array.Exists(
            named, other => other != contact && other.Id == contact.CanonicalContact?.Id));
        return PersonMatch.Of([.. current.Select(ToPerson)], mayBeMore: contacts.Count >= PeopleApi.MaxContacts);
    }

    private static async Task<PersonMatch> FindByExternalIdAsync(
        PeopleApi api, PersonName name, IReadOnlyList<ExternalSource> sources, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        foreach (ExternalSource source in sources)
        {
            if (await api.FindContactAsync(source.Id, name.Key, cancellationToken).ConfigureAwait(false) is { } contact
                && IdsOf(contact).Any(name.Matches))
            {
                people.Add(ToPerson(contact));
            }
        }

        return PersonMatch.Of(people);
    }

    private static IEnumerable<string?> IdsOf(ExternalContact contact) => (contact.ExternalIds ?? []).Select(id => id?.Value)
        .Concat((contact.Identifiers ?? []).Where(identifier => identifier?.Type == "ExternalId").Select(identifier => identifier?.Value));
}
