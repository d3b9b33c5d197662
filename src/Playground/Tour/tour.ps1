# The main job, step by step.
param(
    [Parameter(Mandatory)] [string] $Module,
    # A prompt follows the tour.
    [switch] $PromptFollows
)

Import-Module $Module -ErrorAction Stop
if ($PromptFollows) { function global:prompt { 'PS> ' } }

# Does: the goal of the step. Command: what the user types. Holds: whether the step succeeded. Errors: how many it must report.
$steps = @(
    @{
        Does    = 'Sign in. The region, client ID, and client secret are in the environment.'
        Command = { Connect-GenesysCloud }
        Holds   = { (Get-GenesysCloudSession).IsConnected }
    }
    @{
        Does    = 'Which flows can be launched?'
        Command = { Get-GenesysFlow -Type workflow | Select-Object -First 8 }
        Holds   = { $shown.Count -eq 8 }
    }
    @{
        Does    = 'Which inputs does this flow take?'
        Command = { Get-GenesysFlowInput 'Prepare first day' }
        Holds   = { $shown.Count -eq 14 }
    }
    @{
        Does    = 'Launch a flow for a user, and wait until it finishes.'
        Command = {
            Start-GenesysFlow 'Onboard employee' `
                -UserId 6e0f7a52-0a0c-4c5e-9a2b-3f1d5b7c9e01 `
                -InputData @{ startDate = '2026-12-01'; badgeNumber = 4711 } -Wait
        }
        Holds   = { $shown.Count -eq 1 -and $shown[0].Status -eq 'COMPLETED' }
    }
    @{
        Does    = 'Launch another flow, for an external contact.'
        Command = {
            Start-GenesysFlow 'Welcome new customer' `
                -ExternalContactId 0d9f4c1e-5b7a-4e43-8f61-2c8a7b6d5e02 `
                -InputData @{ channel = 'email'; discountPercent = 12.5 } -Wait
        }
        Holds   = { $shown.Count -eq 1 -and $shown[0].Status -eq 'COMPLETED' }
    }
    @{
        Does    = '200 people from a CSV file. A dry run checks every row and launches nothing.'
        Command = { Import-Csv people.csv | Start-GenesysFlow 'Prepare first day' -WhatIf }
        Holds   = { $shown.Count -eq 0 }
    }
    @{
        Does    = 'Launch them. Columns that are not inputs are kept in the output.'
        Command = {
            $launched = Import-Csv people.csv | Start-GenesysFlow 'Prepare first day'
            "$($launched.Count) launched"
        }
        Holds   = { $shown[0] -eq '200 launched' }
    }
    @{
        Does    = 'Wait until they finish, save the results next to the inputs, and count the statuses.'
        Command = {
            $ended = $launched | Wait-GenesysFlowExecution -Timeout 00:01:00
            $ended | Export-Csv results.csv
            $ended | Group-Object Status -NoElement
        }
        Holds   = {
            $shown.Count -eq 1 -and $shown[0].Name -eq 'COMPLETED' -and $shown[0].Count -eq 200 -and
                @(Import-Csv results.csv).Count -eq 200
        }
    }
    @{
        Does    = 'Show the first four results.'
        Command = {
            $ended | Select-Object -First 4 Employee, Department, Status,
                @{ Name = 'Ticket'; Expression = { $_.Output.'Flow.ticket' } }
        }
        Holds   = { $shown.Count -eq 4 }
    }
    @{
        Does    = 'Three late entries. Two are refused before anything is sent, and one is launched.'
        Command = {
            $late = Import-Csv late-entries.csv |
                Start-GenesysFlow 'Prepare first day' -RequiredInput userId
            "$($late.Count) launched"
        }
        Holds   = { $shown[0] -eq '1 launched' }
        Errors  = 2
    }
    @{
        Does    = 'With a journal, a run can be killed at any moment and resumed.'
        Command = {
            $five = Import-Csv people.csv | Select-Object -First 5 UserId
            $pins = $five |
                Start-GenesysFlow 'Reset voicemail PIN' -Journal pins.jsonl -Key UserId
            "$($pins.Count) launched"
        }
        Holds   = { $shown[0] -eq '5 launched' }
    }
    @{
        Does    = 'The same command again: nothing is launched twice.'
        Command = {
            $pins = $five |
                Start-GenesysFlow 'Reset voicemail PIN' -Journal pins.jsonl -Key UserId
            "$($pins.Count) launched"
        }
        Holds   = { $shown[0] -eq '0 launched' }
    }
    @{
        Does    = 'What does the journal contain?'
        Command = { Get-GenesysFlowJournal pins.jsonl -Summary }
        Holds   = { $shown[0].Rows -eq 5 -and $shown[0].Launched -eq 5 }
    }
    @{
        Does    = 'Ask the simulator: 1 + 1 + 200 + 1 + 5 launches, no duplicates.'
        Command = {
            Invoke-RestMethod "$env:GENESYSCLOUD_REGION/_simulator/launches?count" |
                Select-Object count
        }
        Holds   = { $shown[0].count -eq 208 }
    }
)

foreach ($step in $steps) {
    # Run from its text, a command is reported in errors as one that was typed, without a script's line numbers.
    $lines = $step.Command.ToString().Trim() -split '\r?\n' -replace '^ {12}'
    $Host.UI.WriteLine("$($PSStyle.Foreground.Green)# $($step.Does)$($PSStyle.Reset)")
    $Host.UI.WriteLine("$($PSStyle.Bold)PS> $($lines -join "`n>>  ")$($PSStyle.Reset)")

    $shown = [Collections.Generic.List[object]]::new()
    $failure = $null
    $Error.Clear()
    try {
        . ([scriptblock]::Create($lines -join "`n")) | ForEach-Object { $shown.Add($_); $_ } | Out-Default
        if ($Error.Count -ne [int] $step.Errors) {
            $failure = "errors reported: $($Error.Count); expected: $([int] $step.Errors)"
        } elseif (-not (& $step.Holds)) {
            $failure = "its output is not as expected"
        }
    } catch {
        $failure = "$_"
    }

    if ($failure) {
        $Host.UI.WriteErrorLine("This step failed: $failure")
        # Both: the first ends a pwsh that was started with -NoExit, the second ends this script.
        $Host.SetShouldExit(1)
        exit 1
    }
    # Tables end with an empty line of their own.
    if ($shown.Count -eq 0 -or $shown[-1] -is [string]) { $Host.UI.WriteLine() }
}

if ($PromptFollows) {
    $Host.UI.WriteLine("Try your own commands now. Press Tab to complete, F1 for help, and type 'exit' to quit.")
}
