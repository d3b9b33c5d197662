using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>External contacts who are named by e-mail address, phone number, or external id.</summary>
public sealed class ContactNameTests : CloudTest
{
    private const string Input = "Flow.externalContactId";
    private const string Ben = "7a7b1c2d-0000-4000-8000-00000000000b";
    private const string Cleo = "7a7b1c2d-0000-4000-8000-00000000000c";

    private static readonly SimulatedContact s_ben = new(Ben)
    {
        FirstName = "Ben",
        LastName = "Okafor",
        Emails = new Dictionary<string, string> { ["workEmail"] = "ben@example.com", ["otherEmail"] = "Ben.O@Example.com" },
        Phones = new Dictionary<string, string> { ["cellPhone"] = "+1 317-222-2222", ["homePhone"] = "020-2672-6670" },
        ExternalIds = new Dictionary<string, string> { ["CRM"] = "C-4711" },
    };

    private string[] Launched() =>
        [.. Cloud.Launches.Select(launch => launch.InputData!.Value.TryGetProperty(Input, out JsonElement id) ? id.GetString()! : "none")];

    private int Lookups => Cloud.Requests.Count(request => request.Path.StartsWith("/api/v2/externalcontacts/", StringComparison.Ordinal));

    private Transcript Launch(params string[] names)
    {
        Shell["names"] = names;
        return Run(
            "$names | ForEach-Object { [pscustomobject]@{ ExternalContactId = $_ } } | " +
            "Start-GenesysFlow 'Welcome new customer' -ThrottleLimit 1");
    }

    [Theory]
    [InlineData("ben@example.com")]
    [InlineData(" BEN@example.com")]
    [InlineData("ben.o@example.com")]
    [InlineData("+13172222222")]
    [InlineData("+1 (317) 222-2222")]
    [InlineData("+1.317.222.2222 ")]
    [InlineData("+1 317 222 2222")]
    [InlineData("C-4711")]
    [InlineData(Ben)]
    public void A_contact_is_named_by_address_number_external_id_or_id(string name)
    {
        Cloud.AddContact(s_ben);
        Connect();
        Launch(name, name).WithoutErrors();
        Assert.Equal([Ben, Ben], Launched());
        Assert.Equal(name == Ben ? 0 : name == "C-4711" ? 2 : 1, Lookups);
    }

    [Theory]
    [InlineData("nobody@example.com", "has the e-mail address 'nobody@example.com'")]
    [InlineData("+44 20 7946 0000", "has the phone number '+44 20 7946 0000'")]
    [InlineData("317-222-2222", "has the external ID '317-222-2222' (phone numbers are found if they begin with + and the country code")]
    [InlineData("+1 (0)317 222 2222", "has the external ID")]
    [InlineData("020-2672-6670", "has the external ID")]
    [InlineData("c-4711", "has the external ID 'c-4711'")]
    [InlineData("C-471", "has the external ID 'C-471'")]
    public void A_contact_who_is_not_found_is_an_error_of_the_row_that_says_what_was_looked_for(string name, string message)
    {
        Cloud.AddContact(s_ben);
        Connect();
        Transcript transcript = Launch(name, Ben);
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("PersonNotFound", error.Id());
        Assert.Contains(message, error.Text(), StringComparison.Ordinal);
        Assert.Equal([Ben], Launched());
    }

    [Fact]
    public void A_contact_whom_several_have_the_address_or_number_of_is_refused_with_all_of_them()
    {
        Cloud.AddContact(s_ben);
        Cloud.AddContact(new SimulatedContact(Cleo)
        {
            Emails = new Dictionary<string, string> { ["personalEmail"] = "ben@example.com" },
            ExternalIds = new Dictionary<string, string> { ["ERP"] = "C-4711" },
        });
        Connect();
        Transcript transcript = Launch("ben@example.com", "+13172222222", "C-4711");
        Assert.Equal([Ben], Launched());
        Assert.All(transcript.Errors, error =>
        {
            Assert.Equal("PersonAmbiguous", error.Id());
            Assert.Contains($"'Ben Okafor' ({Ben}, ben@example.com)", error.Text(), StringComparison.Ordinal);
            Assert.Contains($"an unnamed person ({Cleo}, ben@example.com)", error.Text(), StringComparison.Ordinal);
        });
        Assert.Equal(2, transcript.Errors.Count);
    }

    [Fact]
    public void Where_there_may_be_more_contacts_than_the_service_names_none_is_taken()
    {
        for (int i = 0; i < 30; i++)
        {
            Cloud.AddContact(new SimulatedContact($"7a7b1c2d-0000-4000-8000-0000000000{i:00}")
            {
                Emails = new Dictionary<string, string> { ["workEmail"] = "info@example.com" },
            });
        }

        Connect();
        ErrorRecord error = Assert.Single(Launch("info@example.com").Errors);
        Assert.Equal("PersonAmbiguous", error.Id());
        Assert.Contains(" and 20 more, and perhaps to others; ", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Contacts_that_were_merged_are_one_person()
    {
        Cloud.AddContact(s_ben);
        Cloud.AddContact(s_ben with { Id = Cleo, CanonicalContact = Ben });
        Connect();
        Launch("ben@example.com").WithoutErrors();
        Assert.Equal([Ben], Launched());
    }

    [Fact]
    public void A_contact_that_the_service_names_but_that_has_another_address_is_not_taken()
    {
        Cloud.AddContact(s_ben);
        var transport = new TestTransport
        {
            Rewrite = text => text.Replace("ben@example.com", "other@example.com", StringComparison.Ordinal)
                .Replace("+13172222222", "+13172222223", StringComparison.Ordinal)
                .Replace("\"value\":\"C-4711\"", "\"value\":\"C-4712\"", StringComparison.Ordinal),
        };
        ConnectThrough(transport);
        Assert.Equal(
            ["PersonNotFound", "PersonNotFound", "PersonNotFound"],
            Launch("ben@example.com", "+1 317 222 2222", "C-4711").Errors.Select(error => error.Id()));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Each_contact_is_looked_up_once_in_a_session()
    {
        SimulatedContact[] contacts =
        [
            .. Enumerable.Range(10, 40).Select(number => s_ben with
            {
                Id = $"7a7b1c2d-0000-4000-8000-0000000000{number}",
                Emails = new Dictionary<string, string> { ["workEmail"] = $"c{number}@example.com" },
            }),
        ];
        foreach (SimulatedContact contact in contacts)
            Cloud.AddContact(contact);
        Connect();
        string[] names = [.. contacts.Select(contact => contact.Emails["workEmail"])];
        Launch([.. names, .. names]).WithoutErrors();
        Launch(names).WithoutErrors();
        Assert.Equal([.. contacts.Select(contact => contact.Id), .. contacts.Select(contact => contact.Id)], Launched()[..80]);
        Assert.Equal(40, Lookups);
    }

    [Fact]
    public void Without_the_permission_a_run_ends_before_its_first_launch()
    {
        Connect(SimulatedClients.NoExecutionData);
        Transcript transcript = Launch("ben@example.com", "C-4711");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Contains("externalContacts:contact:view", transcript.Terminating!.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_row_for_two_people_is_refused_and_neither_is_looked_up()
    {
        Cloud.AddContact(s_ben);
        Connect();
        ErrorRecord error = Assert.Single(
            Run("Start-GenesysFlow 'Welcome new customer' -UserId anna@example.com -ExternalContactId ben@example.com").Errors);
        Assert.Contains("both have a value", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Lookups);
    }

    [Fact]
    public void No_debug_line_has_the_address_that_is_looked_up()
    {
        Cloud.AddContact(s_ben);
        Connect();
        Transcript transcript =
            Run("Start-GenesysFlow 'Welcome new customer' -ExternalContactId ben@example.com -Debug -Verbose").WithoutErrors();
        Assert.Contains(transcript.Debug, line => line.Contains("reversewhitepageslookup", StringComparison.Ordinal));
        Assert.DoesNotContain(transcript.Debug.Concat(transcript.Verbose), line => line.Contains("ben@", StringComparison.Ordinal));
    }
}
