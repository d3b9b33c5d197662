using FlowCmdlets.Tests.Journals;

/// <summary>Name and place are the runtime's: a class of this name, in no namespace.</summary>
internal static class StartupHook
{
    public static void Initialize() => Environment.Exit(LaunchChild.LaunchRows());
}
