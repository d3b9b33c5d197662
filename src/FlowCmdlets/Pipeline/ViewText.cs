using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>What views show of an object; read by the types file, public for no other reason.</summary>
/// <remarks>
/// The properties themselves stay exact, since scripts compare them and pass them on. The format file calls no method, which
/// ConstrainedLanguage would forbid: it reads the hidden property <c>GenesysFlowsView</c>, and the engine calls this code for it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    /// <summary>The properties of an object as text that is safe on a terminal; numbers, times, and the like as they are.</summary>
    /// <param name="shown">The object, or what <c>Receive-Job</c> or <c>Import-Clixml</c> made of it.</param>
    public static object View(PSObject shown) => Of(shown.Properties);

    /// <summary>A view of these properties, to which more can be added.</summary>
    internal static PSObject Of(IEnumerable<PSPropertyInfo> properties)
    {
        var view = new PSObject();
        foreach (PSPropertyInfo property in properties)
            Set(view, property.Name, property.Value);
        return view;
    }

    /// <summary>Sets what a view shows under a name.</summary>
    internal static void Set(PSObject view, string name, object? value)
    {
        view.Properties.Remove(name);
        view.Properties.Add(new PSNoteProperty(name, Clean(value)));
    }

    /// <summary>Text without control characters, escape sequences, and bidirectional overrides; a list as its items.</summary>
    internal static object? Clean(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: PSCustomObject } custom => DisplayText.Clean(custom.ToString()),
        PSObject wrapped => Clean(wrapped.BaseObject),
        string text => DisplayText.Clean(text),
        // Boxed anew: the engine remembers by the box that the text of a timestamp is not what a view shows.
        DateTime time => time,
        ValueType => value,
        IEnumerable several => string.Join(", ", several.Cast<object?>().Select(Clean)),
        _ => DisplayText.Clean(value.ToString()),
    };
}
