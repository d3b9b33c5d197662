using FlowCmdlets.Pipeline;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>A command that a message gives can be copied, whatever it names.</summary>
public sealed class CommandTextTests
{
    [Theory]
    [InlineData("/jobs/run.jsonl", null, "-Journal '/jobs/run.jsonl'")]
    [InlineData("/jobs/run.jsonl", "EmployeeNumber", "-Journal '/jobs/run.jsonl' -Key 'EmployeeNumber'")]
    [InlineData("/Anna's jobs/run.jsonl", "Person's ID", "-Journal '/Anna''s jobs/run.jsonl' -Key 'Person''s ID'")]
    public void The_parameters_that_resume_a_run_are_quoted(string journal, string? key, string parameters) =>
        Assert.Equal(parameters, CommandText.Resume(journal, key));
}
