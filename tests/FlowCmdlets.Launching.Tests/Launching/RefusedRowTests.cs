using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Rows that are refused, one by one, with what was expected; the others are launched.</summary>
public sealed class RefusedRowTests : CloudTest
{
    private const string User = "7a7b1c2d-0000-4000-8000-000000000001";

    public RefusedRowTests()
    {
        Shell["user"] = User;
    }

    [Fact]
    public void A_bad_cell_refuses_its_row_alone_with_row_column_value_and_what_was_expected()
    {
        Connect();
        Transcript transcript = Run("""
            [pscustomobject]@{ userId = $user; badgeNumber = '1' },
            [pscustomobject]@{ userId = $user; badgeNumber = '1,5' },
            [pscustomobject]@{ userId = $user; badgeNumber = '3' } | Start-GenesysFlow 'Onboard employee'
            """);
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("InputInvalid", error.Id());
        Assert.Equal(
            "Row 2 was not launched: column 'badgeNumber': '1,5' isn't an integer; expected a whole number (±999999999999999), " +
            "such as 42; if the value is in the format of another culture, specify it with -Culture, such as -Culture de-DE.",
            error.Text());
        Assert.Equal("1,5", ((PSObject)error.TargetObject).Properties["badgeNumber"].Value);
        Assert.Equal([Channel.Output, Channel.Error, Channel.Output], transcript.Results);
        Assert.Equal(["1", "3"], transcript.Output.Select(execution => execution.Properties["badgeNumber"].Value));
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void All_bad_cells_of_a_row_are_told_in_one_error()
    {
        Cloud.Settings.RequiredInSchemas = true;
        Connect();
        ErrorRecord error = Assert.Single(Run(
            "[pscustomobject]@{ startDate = '12/01/2026'; badgeNumber = 'x'; remote = 'maybe'; salary = '1.234,5'; equipment = 'a;;b'; " +
            "UserId = '' } | Start-GenesysFlow 'Onboard employee'").Errors);
        string[] told =
        [
            "'startDate': '12/01/2026'", "yyyy-MM-dd", "'badgeNumber': 'x'", "'remote': 'maybe'", "'salary': '1.234,5'",
            "'equipment': 'a;;b'", "'Flow.userId' is required",
        ];
        Assert.All(told, words => Assert.Contains(words, error.Text(), StringComparison.Ordinal));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_person_who_is_not_found_is_named_with_row_and_column()
    {
        Connect();
        Transcript transcript = Run("""
            [pscustomobject]@{ UserId = 'not-a-guid' }, [pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee'
            """);
        Assert.StartsWith(
            "Row 1 was not launched: column 'UserId': no user that the OAuth client can see has the e-mail address or user name " +
            "'not-a-guid'",
            Assert.Single(transcript.Errors).Text(),
            StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }

    [Fact]
    public void A_bad_flow_in_a_csv_cell_refuses_its_row_alone()
    {
        Connect();
        Transcript transcript = Run("""
            $rows = [pscustomobject]@{ FlowName = 'Nightly cleanup' }, [pscustomobject]@{ FlowName = 'Nightly clean-up' },
            """ + """
             [pscustomobject]@{ FlowName = 'Nightly cleanup' }, [pscustomobject]@{ FlowName = ''; userId = $user }
            $rows | Start-GenesysFlow
            """);
        Assert.Equal(["FlowNotFound", "FlowNotFound", "FlowMissing"], transcript.Errors.Select(error => error.Id()));
        Assert.All(transcript.Errors, error => Assert.IsType<PSObject>(error.TargetObject));
        Assert.StartsWith(
            "Row 1 was not launched: No flow is named 'Nightly cleanup'; did you mean 'Nightly clean-up'",
            transcript.Errors[0].Text(),
            StringComparison.Ordinal);
        Assert.StartsWith("Row 3 was not launched:", transcript.Errors[1].Text(), StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Flow = @{ userId = 'u' } } | Start-GenesysFlow 'Onboard employee'", "column")]
    [InlineData("[pscustomobject]@{ Flow = [pscustomobject]@{ userId = 'u' } } | Start-GenesysFlow 'Onboard employee'", "column")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputData @{ Flow = @{ userId = 'u' } }", "-InputData")]
    public void Inputs_nested_in_a_Flow_object_are_refused_with_how_to_write_them(string script, string place)
    {
        Connect();
        Transcript transcript = Run(script);
        Assert.Contains(
            $$"""{{place}} 'Flow': {"userId":"u"} is a nested object""", Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Contains(
            "separate inputs with names such as 'Flow.userId'", Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("'text'", "the text 'text'")]
    [InlineData("17", "Int32")]
    [InlineData("1.5d", "Decimal")]
    [InlineData("[guid]::Empty", "Guid")]
    [InlineData("[datetime]::MinValue", "DateTime")]
    [InlineData("[DayOfWeek]::Friday", "DayOfWeek")]
    [InlineData("[uri]'https://example.org'", "Uri")]
    [InlineData("{ 1 }", "ScriptBlock")]
    [InlineData("[DBNull]::Value", "DBNull")]
    [InlineData("[Collections.DictionaryEntry]::new('a', 1)", "DictionaryEntry")]
    public void What_is_no_row_is_refused_and_the_others_go_on(string item, string told)
    {
        Connect();
        Transcript transcript = Run($"{item}, [pscustomobject]@{{ a = 1 }} | Start-GenesysFlow 'Nightly clean-up' -WarningAction Ignore");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("RowInvalid", error.Id());
        Assert.Contains($"Row 1: ", error.Text(), StringComparison.Ordinal);
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }

    [Theory]
    [InlineData("$undefined | Start-GenesysFlow 'Nightly clean-up'", 1, 0)]
    [InlineData("$null, [pscustomobject]@{}, $null | Start-GenesysFlow 'Nightly clean-up'", 2, 1)]
    [InlineData("[pscustomobject]@{ p = $null } | ForEach-Object { $_.p } | Start-GenesysFlow 'Nightly clean-up'", 1, 0)]
    [InlineData("function Launch { process { $_ | Start-GenesysFlow 'Nightly clean-up' } } $null | Launch", 1, 0)]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -InputObject $undefined", 1, 0)]
    [InlineData("Start-GenesysFlow 'Nightly clean-up'", 0, 1)]
    [InlineData("1..2 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' }", 0, 2)]
    [InlineData("1..2 | & { process { Start-GenesysFlow 'Nightly clean-up' } }", 0, 2)]
    [InlineData("function Launch { process { Start-GenesysFlow 'Nightly clean-up' } } 1..2 | Launch", 0, 2)]
    [InlineData(
        "function Launch { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Row) process { Start-GenesysFlow 'Nightly clean-up' } " +
        "} $null, 1 | Launch",
        0,
        2)]
    [InlineData("function Launch { begin { Start-GenesysFlow 'Nightly clean-up' } } 1..2 | Launch", 0, 1)]
    [InlineData("$launched = $(Start-GenesysFlow 'Nightly clean-up'); $launched", 0, 1)]
    [InlineData("& 'Start-GenesysFlow' 'Nightly clean-up' | ForEach-Object { $_ }", 0, 1)]
    [InlineData("@() | Start-GenesysFlow 'Nightly clean-up'", 0, 0)]
    [InlineData("$none = & { }; $none | Start-GenesysFlow 'Nightly clean-up'", 0, 0)]
    public void Nothing_that_is_piped_is_no_row_and_nothing_piped_is_one_launch(string script, int refused, int launched)
    {
        Connect();
        Transcript transcript = Run(script);
        Assert.Equal(refused, transcript.Errors.Count);
        Assert.All(
            transcript.Errors,
            error => Assert.Equal(("RowInvalid", ErrorCategory.InvalidArgument), (error.Id(), error.CategoryInfo.Category)));
        Assert.All(transcript.Errors, error => Assert.Matches(
            @"^Row [123] is \$null and was skipped; expected an object with a property for each column\.$", error.Text()));
        Assert.Equal(launched, transcript.Output.Count);
        Assert.Equal(launched, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("", "a column has no name")]
    [InlineData("pstypenames", "a column is named 'pstypenames', which PowerShell reserves")]
    public void A_column_that_could_not_be_emitted_is_refused_before_anything_is_launched(string name, string told)
    {
        Connect();
        ErrorRecord error = Assert.Single(Run($"@{{ '{name}' = 1 }} | Start-GenesysFlow 'Nightly clean-up'").Errors);
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }
}
