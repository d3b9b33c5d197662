using System.ComponentModel;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>Text from outside as views show it; called by the format file, public for no other reason.</summary>
/// <remarks>The properties themselves stay exact, since scripts compare them and pass them on.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    /// <summary>A text without control characters, escape sequences, and bidirectional overrides; anything else as it is.</summary>
    public static object? Clean(object? value) => value is string text ? DisplayText.Clean(text) : value;
}
