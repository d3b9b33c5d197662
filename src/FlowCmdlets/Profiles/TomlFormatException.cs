namespace FlowCmdlets.Profiles;

/// <summary>A line of a TOML file that can't be read. The message has no part of the line, which may hold a secret.</summary>
/// <param name="line">The number of the line, from 1.</param>
/// <param name="problem">What is wrong with it, as a clause.</param>
internal sealed class TomlFormatException(int line, string problem) : Exception($"line {line}: {problem}");
