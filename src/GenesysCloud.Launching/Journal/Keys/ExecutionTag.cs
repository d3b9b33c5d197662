using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>
/// What marks an execution's name as the launch of one row by one journal: <c>[run/key]</c> at its end, or
/// <c>[run/key~2]</c> for the second attempt. Reading an execution returns its name, so a launch whose response was lost can
/// be recognized. The form is part of the journal's format: another would not recognize what earlier runs launched.
/// </summary>
internal readonly partial record struct ExecutionTag
{
    /// <summary>Longest name sent. The API states no limit; names that long are of no use to a reader.</summary>
    public const int MaxNameLength = 200;

    /// <param name="run">Id of the journal, letters and digits.</param>
    /// <param name="key">Key of the row; one that is long or has other characters than a plain word appears as a hash.</param>
    /// <param name="attempt">From 1.</param>
    public ExecutionTag(string run, string key, int attempt)
        : this(run, attempt) => Key = PlainKey().IsMatch(key) ? key : "!" + ShortHash.Of(Encoding.UTF8.GetBytes(key));

    private ExecutionTag(string run, int attempt)
    {
        Run = run;
        Attempt = attempt;
        Key = "";
    }

    public string Run { get; }

    /// <summary>The key as it stands in the name.</summary>
    public string Key { get; private init; }

    public int Attempt { get; }

    public override string ToString() => Attempt == 1
        ? $"[{Run}/{Key}]"
        : string.Create(CultureInfo.InvariantCulture, $"[{Run}/{Key}~{Attempt}]");

    /// <summary>The name to send: the user's, shortened if need be, and the tag.</summary>
    public string ToName(string? userName)
    {
        string tag = ToString();
        string name = (userName ?? "").Trim();
        int room = MaxNameLength - tag.Length - 1;
        if (name.Length > room)
            name = name[..(char.IsHighSurrogate(name[room - 1]) ? room - 1 : room)].TrimEnd();
        return name.Length == 0 ? tag : $"{name} {tag}";
    }

    /// <summary>Reads the tag at the end of an execution's name. Equal tags mean the same attempt of the same row.</summary>
    public static bool TryParse(string? name, out ExecutionTag tag)
    {
        Match match = Tag().Match(name ?? "");
        int attempt = 1;
        if (!match.Success || match.Groups["attempt"] is { Success: true, ValueSpan: var digits }
            && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out attempt))
        {
            tag = default;
            return false;
        }

        tag = new ExecutionTag(match.Groups["run"].Value, attempt) { Key = match.Groups["key"].Value };
        return true;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.@#+=:-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainKey();

    [GeneratedRegex(
        @"(?<=\A|[ ])\[(?<run>[a-z0-9]+)/(?<key>[A-Za-z0-9_.@#+=:-]{1,64}|![A-Za-z0-9_-]{22})(?:~(?<attempt>[2-9]|[1-9][0-9]{1,9}))?\]\z",
            RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
