BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud

    # The lines of a list by their labels; a value of several lines is one text.
    function Get-List($Object) {
        $list = [ordered]@{}
        foreach ($line in ($Object | Format-List | Out-String -Width 100) -split '\r?\n' -replace '\e\[[0-9;]*m') {
            if ($line -match '^(\w+) +: ?(.*)$') {
                $label = $Matches[1]
                $list[$label] = $Matches[2]
            } elseif ($line.Trim()) {
                $list[$label] += "`n" + $line.Trim()
            }
        }
        $list
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'A list of' {
    BeforeAll {
        $row = [pscustomobject]@{ Employee = 'E1'; UserId = [guid]::NewGuid(); StartDate = '2026-12-01' }
        $execution = $row | Start-GenesysFlow 'Onboard employee' -Journal "$TestDrive/run.jsonl" -Key Employee -Wait -WarningAction Ignore -InformationVariable information
        $failed = Start-GenesysFlow 'Charge card' -ExternalContactId (New-Guid) -InputData @{ amount = 1 } -Wait
        $flow = Get-GenesysFlow 'Export recordings'
    }

    It 'an execution has each output on a line, under the name by which it is read' {
        $list = Get-List $execution
        $list.Flow | Should -Be "Onboard employee ($($execution.FlowId))"
        $list.Output -split '\n' | Should -Be 'Flow.ticket = ONB-1', "Flow.userId = $($row.UserId)", 'Flow.statusCode = 200', 'Flow.errorMsg = null'
    }

    It 'a failed execution has the error as text' {
        (Get-List $failed).Error -replace '\n', ' ' | Should -BeLike 'error.workflow.dataaction.failed: *'
    }

    It 'an error has what support asks for' {
        $list = Get-List $failed.Error
        $list.Keys | Should -Be ErrorCode, Message, ErrorParameters, CompletionReason, CorrelationId
        $list.ErrorCode, $list.CompletionReason | Should -Be error.workflow.dataaction.failed, Failure
    }

    It 'a flow names its division and versions' {
        $list = Get-List $flow
        $list.Name, $list.Division, $list.PublishedVersion | Should -Be 'Export recordings', Operations, 1.0
    }

    It 'a version has no schemas' {
        $list = Get-List $flow.PublishedVersion
        $list.Id | Should -Be 1.0
        $list.Keys | Should -Not -Contain InputSchema
    }

    It 'an input has its type in words' {
        (Get-List (Get-GenesysFlowInput 'Onboard employee' | Select-Object -Last 1)).Type | Should -Be 'list of string'
    }

    It 'a session has what is left of the rate limit' {
        (Get-List (Get-GenesysCloudSession)).Quota | Should -Match '^\d+ of 300 requests left until \d\d:\d\d:\d\d$'
    }

    It 'a row of a journal has all that the journal knows' {
        $list = Get-List (Get-GenesysFlowJournal "$TestDrive/run.jsonl")
        $list.Key, $list.Outcome, $list.Id, $list.Attempts | Should -Be E1, Launched, $execution.Id, 1
    }

    It 'the summary of a journal names the flow and counts' {
        $list = Get-List (Get-GenesysFlowJournal "$TestDrive/run.jsonl" -Summary)
        $list.Flow, $list.Rows, $list.Launched, $list.KeyColumn | Should -Be "Onboard employee ($($execution.FlowId))", 1, 1, Employee
    }

    It 'the summary of a run counts, and ends with the exit code' {
        $list = Get-List ($information | Where-Object Tags -Contains Summary).MessageData
        $list.Rows, $list.Launched, $list.Completed | Should -Be 1, 1, 1
        @($list.Keys)[-1] | Should -Be ExitCode
    }
}

Describe 'A table at <_> columns' -ForEach 80, 120 {
    BeforeAll {
        $width = $_
        $rows = New-EmployeeRow 2
        $rows[1].StartDate = 'tomorrow'
        $journal = "$TestDrive/table-$width.jsonl"
        $quiet = @{ WarningAction = 'Ignore'; ErrorAction = 'SilentlyContinue' }
        $executions = $rows | Start-GenesysFlow 'Onboard employee' -Journal $journal -Key EmployeeNumber -PassThru @quiet
        $ended = $executions[0] | Wait-GenesysFlowExecution

        # The lines that are shown; each fits.
        function Show-Table($Object) {
            $lines = @(($Object | Format-Table | Out-String -Width $width) -split '\r?\n' -replace '\e\[[0-9;]*m').TrimEnd() -ne ''
            foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual $width -Because $line }
            $lines
        }
    }

    It 'of executions has status, row, id, and result, and names the flow above' {
        $lines = Show-Table $ended
        $lines[0] | Should -BeLike '*Onboard employee'
        $lines[1] | Should -Match '^Status +Row +Id +Result$'
        $lines[3] | Should -Match "^COMPLETED +E1 [0-9a-f-]+… $($ended.Id) ticket: ONB-"
    }

    It 'of executions says of a row that was not launched why' {
        (Show-Table $executions)[-1] | Should -Match '^refused +E2 .*column '
    }

    It 'of flows has whole names and ids' {
        $flows = Get-GenesysFlow -Type workflow
        $shown = Show-Table $flows
        $shown[0] | Should -Match '^Version +Name +Type +Id$'
        foreach ($flow in $flows) { @($shown -match [regex]::Escape($flow.Id)) | Should -HaveCount 1 }
        @($shown -match 'Onboard employee') | Should -HaveCount 1
    }

    It 'of inputs has each with its type' {
        $shown = Show-Table (Get-GenesysFlowInput 'Onboard employee')
        @($shown -match '^\S*startDate +date\b') | Should -HaveCount 1
        @($shown -match '^\S*equipment +list of string') | Should -HaveCount 1
    }

    It 'of a journal has key, outcome, and id of each row' {
        $shown = Show-Table (Get-GenesysFlowJournal $journal)
        @($shown -match "\bE1\b.*$($executions[0].Id)") | Should -HaveCount 1
    }

    It 'of summaries has its header on one line' {
        $shown = Show-Table (Get-GenesysFlowJournal $journal -Summary)
        $shown[0] | Should -Match 'Rows +Launched +.*Unknown'
        $shown[2] | Should -Match '^ *2 +1 +0 +0 +1\b'
    }
}

Describe 'A script that is not trusted' {
    It 'sees the same in ConstrainedLanguage' {
        $execution = [pscustomobject]@{ Employee = 'E1' } | Start-GenesysFlow 'Onboard employee' -IgnoreColumn * -Wait -WarningAction Ignore
        $show = { param($Execution) $Execution | Out-String -Width 120; $Execution | Format-List | Out-String -Width 120; Get-GenesysFlow 'Export recordings' | Out-String }
        $constrained = [powershell]::Create()
        try {
            $constrained.Runspace.SessionStateProxy.LanguageMode | Should -Be FullLanguage
            $null = $constrained.AddScript('param($Module, $Session) Import-Module $Module; $PSDefaultParameterValues["*:Session"] = $Session').AddArgument("$((Get-Module GenesysFlows).ModuleBase)/GenesysFlows.psd1").AddArgument((Get-GenesysCloudSession)).Invoke()
            $constrained.Commands.Clear()
            $constrained.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $shown = $constrained.AddScript("$show").AddArgument($execution).Invoke()
            $constrained.Streams.Error | Should -BeNullOrEmpty
            "$shown" -replace '\e\[[0-9;]*m' | Should -Be ("$(& $show $execution)" -replace '\e\[[0-9;]*m')
        } finally {
            $constrained.Dispose()
        }
    }
}

Describe 'A table of errors' {
    It 'has its header on one line and no part of an id at <_> columns' -ForEach 80, 100, 120 {
        # PowerShell does not look for type names in the module's own load context.
        $type = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'GenesysCloud' }[0].GetType('GenesysCloud.Http.ErrorBody')
        $error503 = [Management.Automation.LanguagePrimitives]::ConvertTo(@{
                Code = 'error.workflow.dataaction.failed'; Message = 'The data action did not respond within the time it is given.'
                Status = 503; ContextId = 'ß' * 36
            }, $type)
        $table = $error503 | Format-Table | Out-String -Width $_
        $table -split '\r?\n' -replace '\e\[[0-9;]*m' | Where-Object { $_ } | Select-Object -First 1 | Should -Match '^Status +Code +Message$'
        $table | Should -Not -BeLike '*ß*'
    }
}
