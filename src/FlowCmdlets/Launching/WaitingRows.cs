using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Http;
using GenesysCloud.People;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <summary>
/// Rows that wait, in their order, until the people whom they name are looked up: many with one request. On the pipeline thread only.
/// </summary>
/// <remarks>
/// The first row is looked up alone, so that a missing permission or a wrong column shows before anything else is read. After that, a
/// group is looked up when it is full. Rows that come slowly do not wait for others, which may never come.
/// </remarks>
/// <param name="cmdlet">Whose streams what happens is written to.</param>
/// <param name="client">What people are looked up with.</param>
internal sealed class WaitingRows(GenesysCmdlet cmdlet, GenesysCloudClient client)
{
    private const int MostRows = 1000;

    // Each of them was tried for a quarter of a minute, so that rows after them would fare alike.
    private const int MostFailures = 3;

    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    private readonly Queue<RowContext> _rows = new();
    private readonly HashSet<PersonName> _names = [];
    private readonly Dictionary<PersonName, PersonMatch> _people = [];
    private long? _lastRead;
    private bool _isSlow;
    private int _failures;

    /// <summary>The rows that wait.</summary>
    public IEnumerable<RowContext> Rows => _rows;

    /// <summary>Whether they are not to wait any longer.</summary>
    public bool IsDue => _isSlow || _names.Count is 0 or >= PeopleApi.MaxUsers || _rows.Count >= MostRows;

    /// <summary>Who has which name, of the people whom the rows name.</summary>
    public IReadOnlyDictionary<PersonName, PersonMatch> People => _people;

    /// <summary>Why people could not be looked up the last time; null if they were.</summary>
    public GenesysCloudException? Failure { get; private set; }

    /// <summary>How many people are being looked up, for progress; 0 if none are.</summary>
    public int Pending { get; private set; }

    /// <summary>Notes that a row has come in.</summary>
    public void BeginRow() => _isSlow = _lastRead is not { } before || client.TimeProvider.GetElapsedTime(before) >= s_slow;

    /// <summary>Notes that the next row may come in.</summary>
    public void EndRow() => _lastRead = client.TimeProvider.GetTimestamp();

    /// <summary>Takes a row in.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isKnown">Whether it will not be sent, whoever its people are.</param>
    public void Add(RowContext row, bool isKnown)
    {
        _rows.Enqueue(row);
        foreach (PersonName name in isKnown ? [] : row.People)
        {
            // Kept here as well, since what others know may expire meanwhile.
            if (client.PersonDirectory.TryGetKnown(name, out PersonMatch? match))
                _people[name] = match;
            else
                _names.Add(name);
        }
    }

    /// <summary>The next row; none if no row waits.</summary>
    public bool TryTake([NotNullWhen(true)] out RowContext? row)
    {
        if (_rows.TryDequeue(out row))
            return true;
        _people.Clear();
        return false;
    }

    /// <summary>Forgets whom the rows name: they are not going to be sent.</summary>
    public void Forget() => _names.Clear();

    /// <summary>Looks up whom the rows name.</summary>
    /// <param name="tick">Called about four times a second meanwhile, for progress.</param>
    /// <returns>A failure that every other look-up would meet too; null if there was none, or one of this group alone.</returns>
    public GenesysCloudException? LookUp(Action tick)
    {
        Failure = null;
        if (_names.Count == 0)
            return null;
        PersonName[] names = [.. _names];
        _names.Clear();
        Pending = names.Length;
        try
        {
            Task<IReadOnlyDictionary<PersonName, PersonMatch>> finding =
                client.PersonDirectory.FindAsync(client.People, names, cmdlet.StopToken);
            cmdlet.Streams.WriteUntil(finding, cmdlet.StopToken, tick);
            foreach ((PersonName name, PersonMatch match) in finding.GetAwaiter().GetResult())
                _people[name] = match;
            _failures = 0;
            cmdlet.WriteVerbose(string.Create(
                CultureInfo.InvariantCulture,
                $"Looked up {Quantity.Format(names.Length, "person", "people")}; {names.Count(IsFound)} found."));
            return null;
        }
        catch (GenesysCloudException failure)
        {
            foreach (PersonName name in names)
            {
                if (client.PersonDirectory.TryGetKnown(name, out PersonMatch? match))
                    _people[name] = match;
            }

            Failure = failure;
            return Errors.IsFatal(failure) || failure is { ForeignResponse: not null } or { Outcome: SendOutcome.Refused }
                || ++_failures >= MostFailures ? failure : null;
        }
        finally
        {
            Pending = 0;
        }
    }

    private bool IsFound(PersonName name) => _people[name] is PersonMatch.Found;
}
