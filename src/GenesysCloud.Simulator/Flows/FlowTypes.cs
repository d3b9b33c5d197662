namespace GenesysCloud.Simulator.Flows;

/// <summary>The flow types as they are written in queries.</summary>
internal static class FlowTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "bot", "commonmodule", "digitalbot", "emailsend", "inboundcall", "inboundchat", "inboundemail", "inboundshortmessage",
        "outboundcall", "inqueuecall", "inqueueemail", "inqueueshortmessage", "speech", "securecall", "surveyinvite", "voice",
        "voicemail", "voicesurvey", "workflow", "workitem",
    ];
}
