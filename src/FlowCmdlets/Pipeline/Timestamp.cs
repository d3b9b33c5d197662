using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Times of results as scripts see them: local <see cref="DateTime"/>s whose text is ISO 8601 with the offset, in every culture and
/// calendar. Read by the types file, public for no other reason.
/// </summary>
/// <remarks>
/// <c>Export-Csv</c> writes the text of a value, and that of a bare <see cref="DateTime"/> or <see cref="DateTimeOffset"/> depends on the
/// culture. A type name, and not a member of the object, holds the text, so that it outlives jobs and <c>Export-Clixml</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Timestamp
{
    private const string TypeName = "GenesysFlows.Timestamp";

    /// <summary>The text of a time: ISO 8601 unless a format or a culture is given.</summary>
    /// <param name="time">The time.</param>
    /// <param name="format">A format of <see cref="DateTime"/>, or a format provider; null for ISO 8601.</param>
    /// <param name="provider">A culture; null for the present one.</param>
    public static string ToText(PSObject time, object? format = null, IFormatProvider? provider = null)
    {
        var local = (DateTime)time.BaseObject;
        return format switch
        {
            null when provider is null => local.ToString("O", CultureInfo.InvariantCulture),
            IFormatProvider culture => local.ToString(culture),
            _ => local.ToString(format?.ToString(), provider ?? CultureInfo.CurrentCulture),
        };
    }

    /// <summary>A time as messages show it: local, to the second.</summary>
    internal static string ForMessage(DateTimeOffset time) =>
        time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time as scripts see it; null stays null.</summary>
    internal static PSObject? Of(DateTime? time)
    {
        if (time is not { } local)
            return null;
        var timestamp = new PSObject(local);
        timestamp.TypeNames.Insert(0, TypeName);
        return timestamp;
    }
}
