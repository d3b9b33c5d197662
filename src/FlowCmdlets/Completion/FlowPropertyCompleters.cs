using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Wording;

namespace FlowCmdlets.Completion;

/// <summary>Completes <c>-FlowVersion</c> with the versions of the flow that the command names.</summary>
internal sealed class FlowVersionCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows)
    {
        if (FlowOf(argument, flows) is not { } flow)
            return [];
        return flows.Versions(flow)
            .Where(version => !string.IsNullOrWhiteSpace(version.Id))
            .DistinctBy(version => version.Id)
            .Select(version => new Suggestion(version.Id!, Describe(version, version.Id == flow.PublishedVersion?.Id)));
    }

    private static string Describe(FlowVersion version, bool isPublished)
    {
        string state = isPublished ? "published, launched by default"
            : version.DatePublished is not null ? "published before"
            : version.DateCheckedIn is not null ? "checked in"
            : "saved";
        DateTimeOffset? at = version.DatePublished ?? version.DateCheckedIn ?? version.DateSaved ?? version.DateCreated;
        return at is { } date ? $"{state} ({date.LocalDateTime:g})" : state;
    }
}

/// <summary>Completes types of flows: those that the API documents, and those that flows have. Needs no session.</summary>
internal sealed class FlowTypeCompleter : ValueCompleter
{
    /// <summary>Source: the <c>type</c> parameter of <c>GET /api/v2/flows</c>.</summary>
    private static readonly Suggestion[] s_types =
    [
        new("bot", "Bot flow"), new("commonmodule", "Common module"), new("digitalbot", "Digital bot flow"),
        new("emailsend", "Email send flow"), new("inboundcall", "Inbound call flow"), new("inboundchat", "Inbound chat flow"),
        new("inboundemail", "Inbound email flow"), new("inboundshortmessage", "Inbound message flow"),
        new("inqueuecall", "In-queue call flow"), new("inqueueemail", "In-queue email flow"),
        new("inqueueshortmessage", "In-queue message flow"), new("outboundcall", "Outbound call flow"),
        new("securecall", "Secure call flow"), new("speech", "Speech flow"), new("surveyinvite", "Survey invite flow"),
        new("voice", "Voice flow"), new("voicemail", "Voicemail flow"), new("voicesurvey", "Voice survey flow"),
        new("workflow", "Workflow: can be launched"), new("workitem", "Work item flow"),
    ];

    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument) => s_types;
}

/// <summary>Completes the divisions that flows are in.</summary>
internal sealed class DivisionCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows) =>
        from flow in flows.AllFlows()
        where FlowSuggestion.IsUsable(flow.Division?.Name ?? "")
        group flow by flow.Division!.Name! into division
        orderby division.Key
        select new Suggestion(
            NamePattern.Literal(division.Key), $"{Quantity.Format(division.Count(), "flow")}, ID {division.First().Division!.Id}")
        {
            Label = division.Key,
            Names = [division.Key],
        };
}
