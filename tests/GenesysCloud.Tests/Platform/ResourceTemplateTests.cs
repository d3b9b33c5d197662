using System.Globalization;
using GenesysCloud.Platform;
using Xunit;

namespace GenesysCloud.Tests.Platform;

/// <summary>Requests of one operation share what a 429 says about it, whatever their ids are.</summary>
public sealed class ResourceTemplateTests
{
    [Theory]
    [InlineData("api/v2/users/me", "/api/v2/users/me")]
    [InlineData("api/v2/users/5d8c2f6e-6c1b-4b43-9d0f-0d6f5c2f8a11/roles", "/api/v2/users/{id}/roles")]
    [InlineData("api/v2/scim/v2/users", "/api/v2/scim/v2/users")]
    [InlineData("api/v2/users/john@example.com", "/api/v2/users/{id}")]
    [InlineData("api/v2/notifications/channels/streaming-0-fmtdmf8cdis7jh14udg5p89t6z", "/api/v2/notifications/channels/{id}")]
    [InlineData("api/v2/flows/267ec53a-3ace-49da-a9b3-02502f64326c", "/api/v2/flows/{flowId}")]
    [InlineData("api/v2/flows/executions/267ec53a-3ace-49da-a9b3-02502f64326c", "/api/v2/flows/executions/{flowExecutionId}")]
    [InlineData("api/v2/flows/executions", "/api/v2/flows/executions")]
    public void A_template_has_the_words_of_the_path_and_not_its_ids(string path, string template) =>
        Assert.Equal(template, new ResourceTemplates().Of(path));

    [Fact]
    public void Their_number_is_bounded_also_if_ids_look_like_words()
    {
        var templates = new ResourceTemplates();
        HashSet<string> seen = [.. Enumerable.Range(0, 10_000).Select(number => templates.Of($"api/v2/languages/{Word(number)}"))];
        Assert.Equal(ResourceTemplates.MaxCount + 1, seen.Count);
        Assert.Equal("/api/v2/languages/" + Word(1), templates.Of("api/v2/languages/" + Word(1)));
    }

    private static string Word(int number) =>
        string.Concat(number.ToString("00000", CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
}
