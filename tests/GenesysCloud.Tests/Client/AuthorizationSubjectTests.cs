using System.Text.Json;
using GenesysCloud.Architect;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>Which permissions are granted where, in all forms that grants have been seen in.</summary>
public sealed class AuthorizationSubjectTests
{
    private const string Launch = "architect:flow:launch";
    private const string Home = """{"id":"d1","name":"Home","homeDivision":true}""";
    private const string All = """{"id":"*","homeDivision":false}""";

    [Theory]
    [InlineData("""{"domain":"architect","entityName":"flow","actions":["view","launch"]}""", true)]
    [InlineData("""{"domain":"architect","entityName":"flow","actions":["*"]}""", true)]
    [InlineData("""{"domain":"architect","entityName":"*","actions":["*"]}""", true)]
    [InlineData("""{"domain":"architect","entityName":"flow","actions":["all"]}""", true)]
    [InlineData("""{"domain":"*","entityName":"*","actions":["*"]}""", true)]
    [InlineData("""{"domain":"Architect","entityName":"Flow","actions":["Launch"]}""", true)]
    [InlineData("""{"domain":"architect","entityName":"flow","actions":["view"]}""", false)]
    [InlineData("""{"domain":"architect","entityName":"flowExecution","actions":["*"]}""", false)]
    [InlineData("""{"domain":"routing","entityName":"*","actions":["*"]}""", false)]
    [InlineData("""{"domain":"architect","entityName":"flow","actions":[]}""", false)]
    [InlineData("""{"domain":"architect","entityName":"flow"}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("null", false)]
    public void A_permission_is_granted_by_name_or_by_an_asterisk_in_its_place(string policy, bool granted) =>
        Assert.Equal(granted, Subject((Home, policy)).DivisionsOf(Launch).Count == 1);

    [Fact]
    public void It_is_granted_in_each_division_once()
    {
        const string Policy = """{"domain":"architect","entityName":"flow","actions":["launch"]}""";
        AuthorizationSubject subject = Subject((Home, Policy), (Home, Policy), (All, Policy), ("""{"id":"d2","name":"North"}""", "{}"));
        Assert.Equal(["Home", "all divisions"], subject.DivisionsOf(Launch).Select(division => division.ToString()));
        Assert.True(subject.DivisionsOf(Launch)[1].IsAll);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(""","condition":null""", false)]
    [InlineData(""","condition":"" """, false)]
    [InlineData(""","condition":"team = own" """, true)]
    [InlineData(""","condition":{"terms":[1]}""", true)]
    public void A_condition_restricts_a_permission(string condition, bool conditional)
    {
        string policy = $$"""{"domain":"architect","entityName":"flow","actions":["launch"]{{condition}}}""";
        Assert.Equal(conditional, Subject((Home, policy)).IsConditional(Launch));
        Assert.False(Subject((Home, policy), (All, """{"domain":"*","entityName":"*","actions":["*"]}""")).IsConditional(Launch));
    }

    [Fact]
    public void Roles_without_any_permission_are_told_from_roles_that_lack_one()
    {
        Assert.False(Subject((Home, "null")).ListsPermissions);
        Assert.True(Subject((Home, "null"), (Home, "{}")).ListsPermissions);
        Assert.True(new AuthorizationSubject().ListsPermissions);
    }

    private static AuthorizationSubject Subject(params (string Division, string Policy)[] grants) => JsonSerializer.Deserialize(
        $$"""
        {"id":"c","grants":[{{string.Join(',', grants.Select(grant =>
            $$$"""{"division":{{{grant.Division}}},"role":{"name":"r","policies":[{{{grant.Policy}}}]}}"""))}}]}
        """,
        GenesysJson.Default.AuthorizationSubject)!;
}
