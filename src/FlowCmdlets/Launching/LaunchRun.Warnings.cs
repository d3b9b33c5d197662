using FlowCmdlets.Pipeline;
using GenesysCloud.Wording;

namespace FlowCmdlets.Launching;

/// <content>What is written about rows that have no error.</content>
internal sealed partial class LaunchRun
{
    /// <summary>Reports what happened to rows that have no error, and that a person may not expect.</summary>
    private void WarnOfRows()
    {
        if (_tally.AlreadyLaunched > 0 && _tally.AlreadyLaunched == _tally.Rows - _tally.Blank.Count
            && _launch.JournalCreated is { } created)
        {
            TimeSpan age = _time.GetUtcNow() - created;
            string old = age.TotalHours < 1 ? "less than an hour"
                : age.TotalDays < 2 ? Quantity.Format((long)Math.Round(age.TotalHours), "hour")
                : Quantity.Format((long)Math.Round(age.TotalDays), "day");
            _cmdlet.WriteWarning(
                $"Nothing was launched: the journal '{_options.Launch.Journal!.Path}', created {old} ago, " +
                "records all rows as launched before. " +
                "Use a new journal for each batch of rows.");
        }

        if (_tally.Blank.Count > 0)
        {
            _cmdlet.WriteWarning(
                $"All cells of {_tally.Blank.Named()} are empty, so {Quantity.Word(_tally.Blank.Count, "it was", "they were")} skipped.");
        }

        foreach ((string flow, long times) in _tally.WithoutInputs.Where(launched => launched.Value > 1))
            _cmdlet.WriteWarning($"The flow '{flow}' declares no inputs. It was launched {times} times, once for each row.");

        if (_tally.EditedRows is { Count: > 0 } edited)
        {
            _cmdlet.WriteWarning(
                $"{edited.Named()}: launched before with other inputs, and not launched again. " +
                "To launch the edited rows, specify another key or another journal.");
        }
    }
}
