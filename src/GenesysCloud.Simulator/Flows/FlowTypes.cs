namespace GenesysCloud.Simulator.Flows;

/// <summary>The flow types as queries write them.</summary>
internal static class FlowTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "bot", "commonmodule", "digitalbot", "emailsend", "inboundcall", "inboundchat", "inboundemail", "inboundshortmessage",
        "outboundcall", "inqueuecall", "inqueueemail", "inqueueshortmessage", "speech", "securecall", "surveyinvite", "voice",
        "voicemail", "voicesurvey", "workflow", "workitem",
    ];
}
