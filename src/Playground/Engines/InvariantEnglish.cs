using System.Globalization;

namespace Playground.Engines;

/// <summary>
/// The invariant culture, under the name of a language: the engine breaks text at words only in languages that it knows, and
/// where the machine has none set, it breaks them anywhere.
/// </summary>
internal sealed class InvariantEnglish() : CultureInfo("")
{
    public override string TwoLetterISOLanguageName => "en";

    public static void ReplaceInvariant()
    {
        if (CurrentCulture.Equals(InvariantCulture)) DefaultThreadCurrentCulture = CurrentCulture = new InvariantEnglish();
    }
}
