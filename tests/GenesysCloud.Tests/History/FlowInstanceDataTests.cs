using System.Text;
using CsCheck;
using GenesysCloud.Launching.History;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.History;

/// <summary>Files of instances are read as far as their form is known, and never break anything.</summary>
public sealed class FlowInstanceDataTests
{
    private const string File = """
        {"flow":{"conversationId":"49dbd0ea-0000-4000-8000-000000000001","flowExitReason":"FLOW_ERROR_DISCONNECT",
          "execution":[
            {"startedFlow":{"dateTime":"2023-10-12T09:09:17.642Z","languageTag":"en-us","variables":[]}},
            {"actionCallData":{"actionId":"a1","actionName":"Look up","dateTime":"2023-10-12T09:09:18.000Z","executionId":"e1",
              "execution":[{"actionDecision":{"actionId":"a2","executionId":"e2","trackingId":12,"warning":{"reason":"warning.slow"}}}],
              "outputPathId":"__DEFAULT__","trackingId":7}},
            {"eventError":{"reason":"error.late","executionId":"e2"}}],
          "errors":[{"reason":"error.data","executionId":"e1","objectId":"a1"},{"reason":"error.unknown","executionId":"none"}]}}
        """;

    [Fact]
    public void Errors_and_warnings_have_the_action_they_came_from_also_where_actions_are_nested()
    {
        FlowInstanceData data = FlowInstanceData.TryRead("i1", Encoding.UTF8.GetBytes(File))!;
        Assert.Equal(("i1", "FLOW_ERROR_DISCONNECT"), (data.InstanceId, data.ExitReason));
        Assert.Equal(
            ["error.data (Look up 7)", "error.unknown", "error.late (actionDecision 12)"], data.Errors.Select(error => error.ToString()));
        FlowInstanceEvent warning = Assert.Single(data.Warnings);
        Assert.Equal(
            ("warning.slow", "actionDecision", null, 12, "a2"),
            (warning.Reason, warning.ActionType, warning.ActionName, warning.ActionNumber, warning.ActionId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"flow":null}""")]
    [InlineData("""{"flow":{"execution":{"actionDecision":1},"errors":"","flowExitReason":5}}""")]
    [InlineData("""{"flow":{"execution":[null,[],{"a":null},{"b":[1]}],"errors":[null,1,{"code":null}]}}""")]
    public void What_has_another_form_is_left_out(string file)
    {
        FlowInstanceData data = FlowInstanceData.TryRead("i1", Encoding.UTF8.GetBytes(file))!;
        Assert.Null(data.ExitReason);
        Assert.Empty(data.Errors);
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_none() =>
        Assert.Null(FlowInstanceData.TryRead("i1", "<html>Sign in</html>"u8.ToArray()));

    [Fact]
    public void No_file_breaks_the_reader() => JsonMutations.Of(File).Sample(
        file =>
        {
            var data = FlowInstanceData.TryRead("i1", file);
            Assert.True(data is null || data.Errors.All(error => error.Reason.Length > 0));
        });
}
