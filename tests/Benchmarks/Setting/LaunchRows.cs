using System.Globalization;
using System.Management.Automation;
using GenesysCloud.Architect;

namespace Benchmarks.Setting;

/// <summary>The rows that are launched, and the same launches as the service gets them.</summary>
internal static class LaunchRows
{
    public const string Flow = "Onboard employee";

    private const string StartDate = "2026-12-01";
    private const decimal Salary = 2750.25m;

    /// <summary>Rows as Import-Csv makes them: objects of text.</summary>
    public static PSObject[] Make(int count) => [.. Enumerable.Range(1, count).Select(number => Make((long)number))];

    public static PSObject Make(long number)
    {
        var row = new PSObject(5);
        Add("UserId", UserId(number));
        Add("startDate", StartDate);
        Add("badgeNumber", number.ToString(CultureInfo.InvariantCulture));
        Add("remote", "true");
        Add("salary", Salary.ToString(CultureInfo.InvariantCulture));
        return row;

        void Add(string name, string value) => row.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
    }

    /// <summary>The requests of the same launches.</summary>
    public static FlowExecutionLaunchRequest[] Requests(string flowId, int count) => [.. Enumerable.Range(1, count).Select(number =>
        new FlowExecutionLaunchRequest(flowId, InputData: new Dictionary<string, object?>
        {
            ["Flow.userId"] = UserId(number),
            ["Flow.startDate"] = StartDate,
            ["Flow.badgeNumber"] = (long)number,
            ["Flow.remote"] = true,
            ["Flow.salary"] = Salary,
        }))];

    /// <summary>Their bodies, ready to be sent.</summary>
    public static byte[][] Bodies(string flowId, int count) => [.. Requests(flowId, count).Select(request => request.ToJson().ToArray())];

    private static string UserId(long number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:x12}");
}
