namespace HelpBuilder.Pages;

/// <summary>A page doesn't have the form of a help page.</summary>
public sealed class HelpPageException(string path, string problem, Exception? cause = null)
    : Exception($"{path}: {problem}", cause);
