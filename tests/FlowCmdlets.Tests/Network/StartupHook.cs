using FlowCmdlets.Tests.Network;

/// <summary>Name and place are the runtime's: a class of this name, in no namespace.</summary>
internal static class StartupHook
{
    public static void Initialize() => Environment.Exit(ScriptChild.Run());
}
