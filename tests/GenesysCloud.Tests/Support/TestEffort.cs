using System.Globalization;

namespace GenesysCloud.Tests.Support;

/// <summary>How much the long tests do: GENESYSFLOWS_TEST_EFFORT times as much as in the fast suite.</summary>
internal static class TestEffort
{
    private const string Variable = "GENESYSFLOWS_TEST_EFFORT";

    private static readonly int s_times =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int times) ? times : 1;

    /// <summary>A number of rows or rounds.</summary>
    /// <param name="fast">How many there are in the fast suite.</param>
    public static int Of(int fast) => fast * s_times;
}
