namespace GenesysCloud.Launching.Journal;

/// <content>The records of what became of a row. Each task completes when the record is on disk, and fails as <see cref="FlushAsync"/>
/// does.</content>
internal sealed partial class LaunchJournal
{
    /// <summary>The platform responded with an execution.</summary>
    public Task LaunchedAsync(string key, string executionId, string? flowVersion = null) =>
        Write(
            "launched",
            key,
            (executionId, flowVersion),
            static (json, told) => JournalFields.Execution(json, told.executionId, told.flowVersion));

    /// <summary>The platform refused; nothing ran.</summary>
    /// <param name="key">The row.</param>
    /// <param name="httpStatus">Status of the response.</param>
    /// <param name="code">Error code in its body.</param>
    public Task RefusedAsync(string key, int httpStatus, string? code = null) =>
        Write("refused", key, (httpStatus, code), static (json, told) => JournalFields.Refusal(json, told.httpStatus, told.code));

    /// <summary>It is certain that nothing reached the platform, or nothing was sent after all.</summary>
    /// <param name="key">The row.</param>
    /// <param name="why">Class of reason, such as <c>connect</c> or <c>abandoned</c>.</param>
    public Task NotSentAsync(string key, string why) => Write(NotSent, key, why, JournalFields.Reason);

    /// <summary>The launch was sent and its response lost.</summary>
    /// <param name="key">The row.</param>
    /// <param name="why">Class of reason, such as <c>timeout</c> or <c>reset</c>.</param>
    public Task UnknownAsync(string key, string why) => Write("unknown", key, why, JournalFields.Reason);

    /// <summary>A row in doubt was found to be launched.</summary>
    /// <param name="key">The row.</param>
    /// <param name="executionId">The execution that was found.</param>
    /// <param name="flowVersion">Its version of the flow.</param>
    /// <param name="attempt">Which attempt it is, by its tag; null for the latest.</param>
    public Task ReconciledLaunchedAsync(string key, string executionId, string? flowVersion = null, int? attempt = null) =>
        Write("settled", key, (executionId, flowVersion, attempt), static (json, told) =>
        {
            json.WriteString("as"u8, "launched"u8);
            if (told.attempt is { } number)
                json.WriteNumber("n"u8, number);
            JournalFields.Execution(json, told.executionId, told.flowVersion);
        });

    /// <summary>A row in doubt was looked for, and still may or may not be running.</summary>
    public Task ReconciledUnknownAsync(string key, string why) => Reconciled(key, "unknown", why);

    /// <summary>A row in doubt certainly never ran. That an index does not show it is no certainty.</summary>
    public Task ReconciledNotSentAsync(string key, string why) => Reconciled(key, "notSent", why);

    /// <summary>
    /// The check rejected the row, and nothing was announced. Of a row that was launched or may have been, nothing is written; nor in a
    /// journal of a version that has no such record.
    /// </summary>
    /// <param name="key">The row; null if it has no key that identifies it.</param>
    /// <param name="row">Its number in this run's input, from 1.</param>
    /// <param name="why">Class of reason.</param>
    /// <param name="columns">The columns at fault.</param>
    public Task RejectedAsync(string? key, int row, string why, JournalColumns columns = default)
    {
        lock (_gate)
        {
            bool isNews = key is null || Table.Find(key) is not (>= 0 and var number) || Table.MayReject(number);
            return isNews && Header.FormatVersion >= JournalHeader.FirstWithRejections
                ? Write("rejected", key, (row, why, columns), static (json, told) =>
                    JournalFields.Rejection(json, told.row, told.why, told.columns))
                : Task.CompletedTask;
        }
    }

    /// <summary>An execution has ended.</summary>
    /// <param name="executionId">An execution that <see cref="FindExecution"/> knows.</param>
    /// <param name="status">How, in the API's words.</param>
    /// <param name="dateCompleted">When, if reported.</param>
    /// <param name="detail">Why, if reported.</param>
    /// <exception cref="InvalidOperationException">The journal does not know the execution.</exception>
    public Task FinishedAsync(string executionId, string status, DateTimeOffset? dateCompleted = null, EndDetail? detail = null)
    {
        string key = FindExecution(executionId)?.Key
            ?? throw new InvalidOperationException($"The journal contains no execution '{executionId}'.");
        return Write(
            "finished", key, (status, dateCompleted, detail), static (json, told) =>
                JournalFields.Finished(json, told.status, told.dateCompleted, told.detail));
    }

    private Task Reconciled(string key, string outcome, string why) =>
        Write("settled", key, (outcome, why), static (json, told) => JournalFields.Reconciled(json, told.outcome, told.why));
}
