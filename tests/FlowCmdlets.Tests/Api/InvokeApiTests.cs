using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Api;

/// <summary>Any operation of the API, by the session's sign-in: objects in, objects out.</summary>
public sealed class InvokeApiTests : CloudTest
{
    [Theory]
    [InlineData("organizations/me")]
    [InlineData("/api/v2/organizations/me")]
    [InlineData("\"${url}api/v2/organizations/me\"")]
    public void A_read_returns_its_object(string path)
    {
        Connect();
        Transcript transcript = Run($"Invoke-GenesysCloudApi {path}").WithoutErrors();
        Assert.Equal("Simulated organization", Assert.Single(transcript.Output).Properties["name"].Value);
        Assert.Equal("GET", Cloud.Requests[^1].Method);
    }

    [Fact]
    public void Without_Paginate_the_whole_envelope_is_returned_and_with_it_the_items_of_all_pages()
    {
        Connect();
        PSObject envelope = Assert.Single(Run("Invoke-GenesysCloudApi routing/queues").WithoutErrors().Output);
        Assert.Equal((60L, 25), (envelope.Properties["total"].Value, ((object[])envelope.Properties["entities"].Value).Length));

        foreach ((string call, int count, int requests) in new[]
                 {
                     ("routing/queues -Paginate", 60, 3),
                     ("routing/queues -Paginate -Query @{ pageSize = 100 }", 60, 1),
                     ("routing/queues -Paginate -MaxItems 26", 26, 2),
                     ("routing/queues -Paginate -MaxItems 25", 25, 1),
                     ("externalcontacts/scan/contacts -Paginate -Query @{ limit = 10 }", 45, 5),
                     ("analytics/conversations/details/query POST -Body @{} -Paginate", 60, 3),
                     ("organizations/me -Paginate", 1, 1),
                 })
        {
            int before = Cloud.Requests.Count;
            Assert.Equal(count, Run($"Invoke-GenesysCloudApi {call}").WithoutErrors().Output.Count);
            Assert.Equal(requests, Cloud.Requests.Count - before);
        }
    }

    [Fact]
    public void Select_First_ends_the_list_at_its_page()
    {
        Connect();
        int before = Cloud.Requests.Count;
        Assert.Equal(3, Run("Invoke-GenesysCloudApi routing/queues -Paginate | Select-Object -First 3").WithoutErrors().Output.Count);
        Assert.Equal(1, Cloud.Requests.Count - before);
    }

    [Fact]
    public void An_error_on_a_later_page_comes_after_the_items_before_it_and_names_the_page()
    {
        Connect();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = "GET", Path = "/api/v2/routing/queues", Status = 403, Skip = 2 });
        Transcript transcript = Run("Invoke-GenesysCloudApi routing/queues -Paginate");
        Assert.Equal(50, transcript.Output.Count);
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.StartsWith("Page 3 could not be read, after 50 items: ", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Contains("Correlation ID: ", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("architect:", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_is_escaped_repeats_lists_and_leaves_out_what_is_null()
    {
        Connect();
        Run("""
            $query = [ordered]@{
                text = 'a&b=c d/é'; list = 1, $null, 'x'; yes = $true; switch = [switch]$false; nothing = $null; empty = ''
                utc = [datetime]::SpecifyKind('2026-01-02T03:04:05', 'Utc'); number = 1.5; day = [DayOfWeek]::Monday
                local = [datetime]::SpecifyKind('2026-01-02T03:04:05', 'Unspecified')
            }
            Invoke-GenesysCloudApi organizations/me?first=1 -Query $query | Out-Null
            """).WithoutErrors();
        string local = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local).ToUniversalTime().ToString(
            "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Assert.Equal(
            "?first=1&text=a%26b%3Dc%20d%2F%C3%A9&list=1&list=x&yes=true&switch=false&empty=" +
            $"&utc=2026-01-02T03%3A04%3A05.000Z&number=1.5&day=Monday&local={Uri.EscapeDataString(local)}",
            Cloud.Requests[^1].Query);
    }

    [Theory]
    [InlineData("@{ a = @{ b = 1 } }", "ApiQueryInvalid", "'a' has a value of type System.Collections.Hashtable")]
    [InlineData("@{ a = ConvertTo-SecureString -AsPlainText -Force word }", "ApiQueryInvalid", "System.Security.SecureString")]
    [InlineData("@{ '' = 1 }", "ApiQueryInvalid", "a name is empty")]
    [InlineData("@{ id = @() }", "ApiQueryInvalid", "'id' is an empty list")]
    [InlineData("@{ id = @($null) }", "ApiQueryInvalid", "'id' is an empty list")]
    [InlineData("@{ first = 2 }", "ApiQueryInvalid", "'first' is specified both in -Path and in -Query")]
    public void A_query_that_cannot_be_sent_is_refused(string query, string id, string message)
    {
        Connect();
        int before = Cloud.Requests.Count;
        ErrorRecord error = Run($"Invoke-GenesysCloudApi organizations/me?first=1 -Query {query}").Terminating!;
        Assert.Equal(id, error.Id());
        Assert.Contains(message, error.Text(), StringComparison.Ordinal);
        Assert.Equal(before, Cloud.Requests.Count);
    }

    [Fact]
    public void A_body_is_sent_as_the_JSON_of_what_was_specified()
    {
        var transport = new TestTransport();
        string? sent = null;
        transport.StandIn = request =>
        {
            if (request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath == "/oauth/token")
                return null;
            Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
            sent = request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();
            return new HttpResponseMessage(System.Net.HttpStatusCode.NoContent);
        };
        ConnectThrough(transport);
        foreach ((string body, string json) in new[]
                 {
                     ("'{ \"a\": 1.50, \"b\": \"é\" }'", "{ \"a\": 1.50, \"b\": \"é\" }"),
                     ("([ordered]@{ name = 'x'; on = $true; none = $null; list = @(1); day = [DayOfWeek]::Monday })",
                         """{"name":"x","on":true,"none":null,"list":[1],"day":"Monday"}"""),
                     ("([pscustomobject]@{ at = [datetime]::SpecifyKind('2026-01-02T03:04:05', 'Utc'); id = [guid]::Empty })",
                         """{"at":"2026-01-02T03:04:05.000Z","id":"00000000-0000-0000-0000-000000000000"}"""),
                     ("@(@{ id = 1 }, @{ id = 2 })", """[{"id":1},{"id":2}]"""),
                     ("@()", "[]"),
                     ("$null", ""),
                 })
        {
            sent = null;
            Assert.Empty(Run($"Invoke-GenesysCloudApi things POST -Body {body}").WithoutErrors().Output);
            Assert.Equal(json, sent);
        }
    }

    [Theory]
    [InlineData("'{ \"password\": oops }'", "isn't valid JSON at line 1, byte 15")]
    [InlineData("''", "isn't valid JSON at line 1, byte 1")]
    [InlineData("@{ a = @(1, @{ word = (ConvertTo-SecureString -AsPlainText -Force oops) }) }", "-Body.a[1].word is a SecureString")]
    [InlineData("@{ a = Get-Process -Id $PID }", "-Body.a has a value of type System.Diagnostics.Process")]
    [InlineData("(& { $h = @{}; $h.self = $h; $h })", "nested deeper than 32 levels")]
    public void A_body_that_cannot_be_sent_is_refused_by_its_place_and_not_repeated(string body, string message)
    {
        Connect();
        int before = Cloud.Requests.Count;
        ErrorRecord error = Run($"Invoke-GenesysCloudApi routing/queues POST -Body {body}").Terminating!;
        Assert.Equal("ApiBodyInvalid", error.Id());
        Assert.Contains(message, error.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("oops", error.ToString() + error.Exception, StringComparison.Ordinal);
        Assert.Equal(before, Cloud.Requests.Count);
    }

    [Theory]
    [InlineData("https://evil.example/api/v2/users", "another host")]
    [InlineData("/oauth/token", "outside /api/")]
    [InlineData("users/../../oauth/token", "'.' or '..'")]
    [InlineData("users/$nothing", "empty part")]
    [InlineData("users/{userId}", "placeholder")]
    public void A_path_that_leads_elsewhere_is_refused_before_anything_is_sent(string path, string message)
    {
        Connect();
        int before = Cloud.Requests.Count;
        ErrorRecord error = Run($"Invoke-GenesysCloudApi \"{path}\" DELETE").Terminating!;
        Assert.Equal("ApiPathInvalid", error.Id());
        Assert.Contains(message, error.Text(), StringComparison.Ordinal);
        Assert.Equal(before, Cloud.Requests.Count);
    }

    [Theory]
    [InlineData("-Method GET -Body @{}", "ApiMethodInvalid")]
    [InlineData("-Method DELETE -Paginate", "ApiMethodInvalid")]
    [InlineData("-MaxItems 3", "ParameterMissing")]
    public void Parameters_that_make_no_sense_together_are_refused(string parameters, string id)
    {
        Connect();
        Assert.Equal(id, Run($"Invoke-GenesysCloudApi users {parameters}").Terminating!.Id());
    }

    [Fact]
    public void WhatIf_names_the_method_and_the_path_and_sends_nothing()
    {
        Connect();
        int before = Cloud.Requests.Count;
        Transcript transcript = Run("Invoke-GenesysCloudApi routing/queues POST -Body @{ name = 'x' } -WhatIf").WithoutErrors();
        Assert.Contains(
            transcript.HostLines, line => line.Contains("\"POST\" on target \"/api/v2/routing/queues\"", StringComparison.Ordinal));
        Assert.Equal(before, Cloud.Requests.Count);
        Assert.Single(Run("Invoke-GenesysCloudApi organizations/me -WhatIf").WithoutErrors().Output);
    }

    [Fact]
    public void Objects_of_the_API_are_piped_by_their_selfUri_and_one_error_does_not_end_the_others()
    {
        Connect();
        Transcript transcript = Run("""
            $all = Invoke-GenesysCloudApi routing/queues -Query @{ pageSize = 3 }
            $gone = [pscustomobject]@{ selfUri = "/api/v2/routing/queues/$([guid]::Empty)" }
            @($all.entities[0], $gone, $all.entities[1]) | Invoke-GenesysCloudApi
            """);
        Assert.Equal(["Queue 01", "Queue 02"], transcript.Output.Select(queue => queue.Properties["name"].Value));
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(("ResourceNotFound", $"/api/v2/routing/queues/{Guid.Empty}"), (error.Id(), error.TargetObject));
        Assert.DoesNotContain("flow", error.Action(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_was_read_can_be_changed_and_written_back()
    {
        Connect();
        Transcript transcript = Run("""
            $queue = Invoke-GenesysCloudApi routing/queues POST -Body @{ name = 'New' }
            $queue.name = 'Renamed'
            Invoke-GenesysCloudApi $queue.selfUri PUT -Body $queue
            Invoke-GenesysCloudApi $queue.selfUri DELETE
            """).WithoutErrors();
        PSObject queue = Assert.Single(transcript.Output);
        Assert.Equal("Renamed", queue.Properties["name"].Value);
        DateTime created = Assert.IsType<DateTime>(queue.Properties["dateCreated"].Value);
        Assert.Equal((new DateTime(2025, 4, 1, 8, 30, 0), DateTimeKind.Utc), (created, created.Kind));
        Assert.Equal((204, "DELETE"), (Cloud.Requests[^1].Status, Cloud.Requests[^1].Method));
    }

    [Fact]
    public void HEAD_returns_nothing() => AssertNothing("Invoke-GenesysCloudApi tokens/me HEAD");

    [Fact]
    public void Values_are_those_of_ConvertFrom_Json_and_names_that_differ_in_case_are_not_lost()
    {
        const string Json = """
            {"n":1,"big":9223372036854775808,"x":1.5,"t":"2026-01-02T03:04:05.678Z","d":"2026-01-02","s":"","b":true,"z":null,"a":[{"i":1}]}
            """;
        var transport = new TestTransport { Rewrite = text => text.Contains("productPlatform", StringComparison.Ordinal) ? Json : text };
        ConnectThrough(transport);
        Shell["json"] = Json.Replace("9223372036854775808", "7", StringComparison.Ordinal);
        Transcript transcript = Run("Invoke-GenesysCloudApi organizations/me; ConvertFrom-Json $json");
        PSObject[] both = [.. transcript.WithoutErrors().Output];
        Assert.Equal(9223372036854775808m, both[0].Properties["big"].Value);
        foreach (PSPropertyInfo property in both[1].Properties.Where(property => property.Name is not ("big" or "a")))
        {
            Assert.Equal(property.Value, both[0].Properties[property.Name].Value);
            Assert.Equal(property.Value?.GetType(), both[0].Properties[property.Name].Value?.GetType());
        }

        Assert.Equal(
            1L, ((PSObject)Assert.Single((object[])both[0].Properties["a"].Value)).Properties["i"].Value);

        transport.Rewrite = text => text.Contains("productPlatform", StringComparison.Ordinal) ? """{"Id":1,"id":2,"":3}""" : text;
        OrderedDictionary members = Assert.IsType<OrderedDictionary>(
            Assert.Single(Run("Invoke-GenesysCloudApi organizations/me").WithoutErrors().Output).BaseObject);
        Assert.Equal(
            [("Id", 1L), ("id", 2L), ("", 3L)],
            members.Cast<DictionaryEntry>().Select(member => ((string)member.Key, (long)member.Value!)));
    }

    private void AssertNothing(string script)
    {
        Connect();
        Assert.Empty(Run(script).WithoutErrors().Output);
    }
}
