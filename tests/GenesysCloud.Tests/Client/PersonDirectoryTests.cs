using GenesysCloud.People;
using GenesysCloud.Simulator.People;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>How many requests people cost, and how long they are kept.</summary>
public sealed class PersonDirectoryTests
{
    private const string Search = "/api/v2/users/search";

    [Fact]
    public async Task A_hundred_users_cost_one_request_and_a_thousand_ten()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        PersonName[] names = [.. Enumerable.Range(0, 1000).Select(number => AddUser(cloud, $"u{number}@example.com"))];
        Assert.All((await FindAsync(cloud, names[..100])).Values, match => Assert.IsType<PersonMatch.Found>(match));
        Assert.Equal(1, cloud.Requests("POST", Search));
        IReadOnlyDictionary<PersonName, PersonMatch> found = await FindAsync(cloud, names[100..]);
        Assert.Equal(10, cloud.Requests("POST", Search));
        Assert.All(found, pair => Assert.Equal(
            SimulatedUser.Of(pair.Key.Key).Id, Assert.IsType<PersonMatch.Found>(pair.Value).Person.Id));
    }

    [Fact]
    public async Task All_pages_of_a_search_are_read()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        PersonName[] names = [.. Enumerable.Range(0, 100).Select(number => AddUser(cloud, $"u{number}@example.com"))];
        foreach (PersonName name in names)
        {
            var user = SimulatedUser.Of(name.Key);
            cloud.Simulator.AddUser(user with { Id = SimulatedUser.Of("old " + user.Email).Id, State = "deleted" });
        }

        Assert.All((await FindAsync(cloud, names)).Values, match => Assert.IsType<PersonMatch.Found>(match));
        Assert.Equal(2, cloud.Requests("POST", Search));
    }

    [Fact]
    public async Task Who_was_found_is_known_to_all_commands_for_a_while_and_who_was_not_to_one()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        PersonName anna = AddUser(cloud, "anna@example.com");
        var nobody = PersonName.Create(PersonKind.User, "nobody@example.com");
        await FindAsync(cloud, anna, nobody);

        PersonDirectory same = cloud.Client.PersonDirectory;
        PersonDirectory other = cloud.Client.ObservedBy(cloud.Events).PersonDirectory;
        Assert.Equal((true, true), (same.TryGetKnown(anna, out _), same.TryGetKnown(nobody, out _)));
        Assert.Equal((true, false), (other.TryGetKnown(anna, out _), other.TryGetKnown(nobody, out _)));
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((false, false), (same.TryGetKnown(anna, out _), other.TryGetKnown(anna, out _)));
    }

    [Fact]
    public async Task An_external_id_is_looked_for_in_every_other_system()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        for (int number = 10; number < 40; number++)
        {
            cloud.Simulator.AddContact(new SimulatedContact($"7a7b1c2d-0000-4000-8000-0000000000{number}")
            {
                ExternalIds = new Dictionary<string, string> { [$"System {number}"] = $"C-{number}" },
            });
        }

        PersonName[] names = [.. Enumerable.Range(38, 3).Select(number => PersonName.Create(PersonKind.ExternalContact, $"C-{number}"))];
        IReadOnlyDictionary<PersonName, PersonMatch> found = await FindAsync(cloud, names);
        Assert.Equal([true, true, false], names.Select(name => found[name] is PersonMatch.Found));
        Assert.Equal(1, cloud.Requests("GET", "/api/v2/externalcontacts/externalsources"));
        Assert.Equal(90, cloud.Requests("POST", "/api/v2/externalcontacts/identifierlookup/contacts"));
    }

    private static PersonName AddUser(SimulatedCloud cloud, string email)
    {
        cloud.Simulator.AddUser(SimulatedUser.Of(email));
        return PersonName.Create(PersonKind.User, email);
    }

    private static Task<IReadOnlyDictionary<PersonName, PersonMatch>> FindAsync(SimulatedCloud cloud, params PersonName[] names) =>
        cloud.RunAsync(cloud.Client.PersonDirectory.FindAsync(cloud.Client.People, names, TestContext.Current.CancellationToken));
}
