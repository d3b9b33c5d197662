using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Inputs;

namespace FlowCmdlets.Launching;

/// <summary>
/// Launches a flow: once, or once for every row that is piped. Emits an execution for each launched row, in the order of the rows; writes
/// an error for each row that was refused or whose outcome is unknown, and goes on.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "GenesysFlow", SupportsShouldProcess = true)]
[OutputType(typeof(FlowExecution))]
public sealed partial class StartGenesysFlowCommand : ConnectedCmdlet
{
    private LaunchRun? _run;

    /// <summary>The flow: its id or name, or an object that <c>Get-GenesysFlow</c> emitted.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Specifies the flow by ID, name, or object.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public FlowReference? Flow { get; set; }

    /// <summary>
    /// Inputs that are the same for every row, by declared name; <c>Flow.</c> may be left out. A dictionary, an object with a property for
    /// each, or JSON text of one.
    /// </summary>
    [Parameter(Position = 1, HelpMessage = "Specifies inputs that are the same for every row.")]
    [InputDataTransformation]
    [ArgumentCompleter(typeof(InputDataCompleter))]
    public IDictionary? InputData { get; set; }

    /// <summary>
    /// The user it is launched for, by id, e-mail address, or user name; the id goes into the flow's input for it.
    /// </summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Specifies the user to launch the flow for, by ID, e-mail address, or user name.")]
    public string? UserId { get; set; }

    /// <summary>
    /// The external contact it is launched for, by id, e-mail address, phone number, or external id; the id goes into the flow's input for
    /// it.
    /// </summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Specifies the external contact by ID, e-mail address, phone number, or external ID.")]
    public string? ExternalContactId { get; set; }

    /// <summary>The input that takes the user, where it is not named userId.</summary>
    [Parameter(HelpMessage = "Specifies the input that receives the user ID, if it isn't named userId.")]
    [ArgumentCompleter(typeof(PersonInputCompleter))]
    public string? UserInput { get; set; }

    /// <summary>The input that takes the external contact, where it is not named externalContactId or contactId.</summary>
    [Parameter(HelpMessage = "Specifies the input that receives the contact ID, if it isn't named externalContactId or contactId.")]
    [ArgumentCompleter(typeof(PersonInputCompleter))]
    public string? ExternalContactInput { get; set; }

    /// <summary>Inputs that must have a value in every row; <c>Flow.</c> may be left out. Genesys Cloud itself requires none.</summary>
    [Parameter(HelpMessage = "Specifies inputs that must have a value in every row.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InputCompleter))]
    public string[] RequiredInput { get; set; } = [];

    /// <summary>
    /// What an empty cell of a declared input stands for: Absent, so that the flow uses the initial value of its variable, or NotSet, so
    /// that null is sent.
    /// </summary>
    [Parameter(HelpMessage = "Specifies what an empty cell stands for: no value (Absent) or null (NotSet).")]
    public EmptyCell EmptyCell { get; set; }

    /// <summary>
    /// The culture in which numbers and dates are written in the rows, such as de-DE. Without it, no culture has any influence.
    /// </summary>
    [Parameter(HelpMessage = "Specifies the culture in which numbers and dates in the rows are written, such as de-DE.")]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>
    /// A version other than the published one. A column of that name counts, but not in rows that an earlier launch emitted.
    /// </summary>
    [Parameter(HelpMessage = "Specifies a version other than the published one.")]
    [ArgumentCompleter(typeof(FlowVersionCompleter))]
    public string? FlowVersion { get; set; }

    /// <summary>A display name for the executions.</summary>
    [Parameter(HelpMessage = "Specifies a display name for the executions.")]
    [OneTextTransformation]
    [ValidateLength(1, 200)]
    public string? Name { get; set; }

    /// <summary>
    /// A row: an object whose properties are the inputs. Or a flow. An array that is the argument is one row for each element.
    /// </summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "Specifies a row: an object with a property for each input.")]
    public PSObject? InputObject { get; set; }

    /// <summary>Launches in flight at once.</summary>
    [Parameter(HelpMessage = "Specifies how many launches can be in flight at once.")]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>A refusal for the rate limit that asks for a longer wait than this ends the run.</summary>
    [Parameter(HelpMessage = "Specifies the longest rate-limit wait that doesn't end the run.")]
    [DurationTransformation]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Ends the run when so many rows have failed.</summary>
    [Parameter(HelpMessage = "Ends the run after this many failed rows.")]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxFailures { get; set; }

    /// <summary>
    /// A column that the flow does not declare is an error of its row, not a warning; so is a cell that a spreadsheet has probably changed.
    /// </summary>
    [Parameter(HelpMessage = "Rejects rows with undeclared columns or damaged cells instead of warning about them.")]
    public SwitchParameter Strict { get; set; }

    /// <summary>
    /// Columns (wildcards are allowed) that are no inputs of the flow and need not be; nothing is reported for them. With <c>*</c>, rows
    /// that give the flow nothing are launched too, with what the command line gives.
    /// </summary>
    [Parameter(HelpMessage = "Specifies columns that aren't inputs (wildcards allowed).")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IgnoredColumnCompleter))]
    public string[] IgnoreColumn { get; set; } = [];

    /// <summary>Emits an object for rows that were not launched too, so that as many come out as go in.</summary>
    [Parameter(HelpMessage = "Returns an object for every row, not only for launched rows.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>
    /// A file that remembers which rows were launched: the same command with the same file goes on where the last run ended, and launches
    /// no row twice.
    /// </summary>
    [Parameter(HelpMessage = "Specifies the file that records launches, so that no row is launched twice.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string? Journal { get; set; }

    /// <summary>With <c>-Journal</c>: the column that names a row. Without it, rows are known by their inputs.</summary>
    [Parameter(HelpMessage = "Specifies the column that identifies a row in the journal.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>
    /// With <c>-Key</c> and a new journal: keys that differ in case only name different rows. Without it they name one row. A journal keeps
    /// the rule that it began with.
    /// </summary>
    [Parameter(HelpMessage = "Treats keys that differ only in case as different rows.")]
    public SwitchParameter KeyCaseSensitive { get; set; }

    /// <summary>With <c>-Journal</c>: what to do with rows that were launched before.</summary>
    [Parameter(HelpMessage = "Specifies what to do with rows that were launched before.")]
    public OnExisting OnExisting { get; set; }

    /// <summary>
    /// With <c>-Journal</c>: launch rows again of which it is not known whether they were launched. Each then runs at least once, perhaps
    /// twice.
    /// </summary>
    [Parameter(HelpMessage = "Launches rows with an unknown outcome again; the flow may run twice.")]
    public SwitchParameter RelaunchUnknown { get; set; }

    /// <summary>With <c>-Journal</c>: how long rows without a response are looked for; zero for not at all.</summary>
    [Parameter(HelpMessage = "Specifies how long to search for launches that received no response.")]
    [DurationTransformation]
    public TimeSpan ReconcileTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _summary = BeginSummary();
        base.BeginProcessing();
        BoundParameters.RequireValues(
            this, nameof(Flow), nameof(FlowVersion), nameof(UserId), nameof(ExternalContactId), nameof(InputData), nameof(Culture),
            nameof(UserInput), nameof(ExternalContactInput), nameof(Name), nameof(Journal), nameof(Key));
        BoundParameters.Require(
            this, nameof(Journal), nameof(Key), nameof(OnExisting), nameof(RelaunchUnknown), nameof(ReconcileTimeout));
        BoundParameters.Require(this, nameof(Key), nameof(KeyCaseSensitive));
        RequireWait();
        bool isDryRun = DryRun.IsRequested(this);
        _run = new LaunchRun(this, Client, new LaunchRunOptions
        {
            Launch = new BulkLaunchOptions
            {
                ThrottleLimit = ThrottleLimit,
                MaxRetryAfter = MaxRetryAfter,
                // A dry run reports all rows, also those that the run would not come to.
                MaxFailures = isDryRun ? null : StopsOnError ? 1 : MaxFailures,
                SingleFlow = Flow is not null,
                Journal = JournalPolicy(),
                DryRun = isDryRun,
            },
            InputData = InputData,
            Inputs = new FlowInputOptions { EmptyCell = EmptyCell, Culture = Culture, RequiredInputs = RequiredInput },
            UserInput = UserInput,
            ExternalContactInput = ExternalContactInput,
            Name = Name,
            Strict = Strict,
            IgnoredColumns = new IgnoredColumns([.. IgnoreColumn.Select(ColumnNames.Trim)]),
            PassThru = PassThru,
            Wait = Wait,
            Following = Following(),
            RowCount = RowsOfArgument()?.Length,
            ResumeCommand = ResumeCommand(),
            Summary = _summary,
        });
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        using IDisposable call = _summary!.Enter();
        var parameters = new RowParameters(Flow, FlowVersion, UserId, ExternalContactId);
        if (RowsOfArgument() is not { } rows)
        {
            _run!.Accept(InputObject, parameters);
            return;
        }

        foreach (object? row in rows)
            _run!.Accept(row is null ? null : PSObject.AsPSObject(row), parameters);
    }

    /// <summary>The rows of an array that is the argument of <c>-InputObject</c>; null if rows are piped, or there is one.</summary>
    private object?[]? RowsOfArgument() => MyInvocation.ExpectingInput ? null : InputObject?.BaseObject as object?[];

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        using IDisposable call = _summary!.Enter();
        _run!.Finish();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _run?.Dispose();
        EndSummary();
        base.Dispose(disposing);
    }
}
