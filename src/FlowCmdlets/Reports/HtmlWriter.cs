using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FlowCmdlets.Reports;

/// <summary>Writes HTML. What is interpolated is text and is encoded; only literals are markup.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text as content of an element or as the value of a quoted attribute.</summary>
    public static string Encode(string text) => s_encoder.Encode(VisibleText.Of(text));

    /// <summary>Writes markup: <c>html.Write($"&lt;p&gt;{text}&lt;/p&gt;")</c>.</summary>
#pragma warning disable CA1822 // The handler has written it by the time that this is called.
    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;
#pragma warning restore CA1822

    /// <summary>Writes the parts of an interpolated text as they come.</summary>
    [InterpolatedStringHandler]
    public readonly struct Markup
    {
        private readonly TextWriter _output;

#pragma warning disable CA1801, IDE0060 // The compiler asks for the two numbers.
        public Markup(int literalLength, int formattedCount, HtmlWriter html) => _output = html.Output;
#pragma warning restore CA1801, IDE0060

        public void AppendLiteral(string markup) => _output.Write(markup);

        public void AppendFormatted(string? text) => _output.Write(Encode(text ?? ""));

        /// <summary>A count, as <c>12,345</c>.</summary>
        public void AppendFormatted(int count) => _output.Write(count.ToString("N0", CultureInfo.InvariantCulture));

        /// <summary>A coordinate.</summary>
        public void AppendFormatted(double number) => _output.Write(number.ToString("0.###", CultureInfo.InvariantCulture));
    }

    private TextWriter Output => output;
}
