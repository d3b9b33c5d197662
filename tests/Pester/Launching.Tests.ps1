BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'From one CSV file to another' {
    BeforeAll {
        Reset-Simulator $simulator
        New-EmployeeRow 30 | Export-Csv "$TestDrive/people.csv"
        Import-Csv "$TestDrive/people.csv" | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore |
            Wait-GenesysFlowExecution -Timeout 00:01:00 | Export-Csv "$TestDrive/results.csv"
        $results = Import-Csv "$TestDrive/results.csv"
    }

    It 'launches each row once' {
        @(Get-SimulatorLaunch $simulator).Count | Should -Be 30
    }

    It 'converts cells to what the flow declares' {
        $first = @(Get-SimulatorLaunch $simulator).inputData | Where-Object 'Flow.badgeNumber' -EQ 1
        $first.'Flow.badgeNumber' | Should -BeOfType [long]
        $first.'Flow.startDate' | Should -Be '2026-12-01'
    }

    It 'writes a row for each row, the outcome beside the input' {
        $results.Count | Should -Be 30
        $results.Status | Sort-Object -Unique | Should -Be COMPLETED
        $results.Employee | Sort-Object | Should -Be ((Import-Csv "$TestDrive/people.csv").Employee | Sort-Object)
    }

    It 'writes what can be launched again' {
        $again = $results | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore
        $again.Count | Should -Be 30
        $again.Id | Should -Not -BeIn $results.Id
        $again.UserId | Should -Be $results.UserId
    }
}

Describe 'One launch' {
    BeforeEach {
        Reset-Simulator $simulator
    }

    It 'takes inputs from the command line, and gives the outputs with -Wait' {
        $id = (New-Guid).Guid
        $execution = Start-GenesysFlow 'Onboard employee' -UserId $id -InputData @{ startDate = '2026-12-01' } -Wait
        $execution.Status | Should -Be COMPLETED
        $execution.Output.'Flow.userId' | Should -Be $id
        (Get-SimulatorLaunch $simulator).inputData.'Flow.startDate' | Should -Be '2026-12-01'
    }

    It 'takes the flow from Get-GenesysFlow' {
        (Get-GenesysFlow 'Nightly clean-up' | Start-GenesysFlow).FlowName | Should -Be 'Nightly clean-up'
    }

    It 'has an execution that Get-GenesysFlowExecution and Wait-GenesysFlowExecution take' {
        $execution = Start-GenesysFlow 'Nightly clean-up'
        ($execution | Get-GenesysFlowExecution).Id | Should -Be $execution.Id
        ($execution.Id | Wait-GenesysFlowExecution).Status | Should -Be COMPLETED
    }
}

Describe 'From one CSV file to another, twice' {
    BeforeAll {
        Reset-Simulator $simulator
        Push-Location (New-Item "$TestDrive/twice" -ItemType Directory)
        New-EmployeeRow 5 | Export-Csv people.csv
        $pipeline = {
            Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key Employee -PassThru -WarningAction Ignore |
                Wait-GenesysFlowExecution -Journal run.jsonl -Timeout 00:01:00 -SummaryVariable summary -WarningAction Ignore | Export-Csv results.csv
        }
        . $pipeline
        $first = Import-Csv results.csv | Sort-Object Employee
        $firstSummary = $summary
        . $pipeline
        $second = Import-Csv results.csv | Sort-Object Employee
    }

    AfterAll {
        Pop-Location
    }

    It 'writes the same results, outputs included, but for the outcome' {
        $first.Output | Should -Not -Contain ''
        $columns = $first[0].PSObject.Properties.Name -ne 'Outcome'
        ($second | Select-Object $columns | ConvertTo-Csv) | Should -Be ($first | Select-Object $columns | ConvertTo-Csv)
        $first.Outcome | Sort-Object -Unique | Should -Be Launched
        $second.Outcome | Sort-Object -Unique | Should -Be AlreadyLaunched
        @(Get-SimulatorLaunch $simulator).Count | Should -Be 5
    }

    It 'has a summary of launches and ends each time' {
        $firstSummary.Launched, $firstSummary.Completed, $firstSummary.ExitCode | Should -Be 5, 5, 0
        $summary.AlreadyLaunched, $summary.Completed, $summary.ExitCode | Should -Be 5, 5, 0
    }
}

Describe 'The summary of a run' {
    BeforeAll {
        Reset-Simulator $simulator
        $rows = New-EmployeeRow 3
        $rows[1].StartDate = 'tomorrow'
    }

    It 'is one of launches and ends, in the variables and the files of both commands' {
        $json, $xml = "$TestDrive/summary.json", "$TestDrive/summary.xml"
        $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -WarningAction Ignore -SummaryVariable started -SummaryPath $json |
            Wait-GenesysFlowExecution -SummaryVariable waited -SummaryPath $xml -InformationVariable information | Out-Null
        $started | Should -Be $waited
        @($information | Where-Object Tags -Contains Summary).MessageData | Should -Be $waited
        "$waited" | Should -Be '3 rows: 2 launched, 1 refused, 0 not sent, 0 unknown; 2 completed, 0 failed, 0 not finished.'
        $waited.ExitCode | Should -Be 1
        $written = Get-Content $json -Raw | ConvertFrom-Json
        $written.finished, $written.exitCode, $written.completed, $written.problems[0].row | Should -Be $true, 1, 2, 2
        $suite = ([xml](Get-Content $xml -Raw)).testsuites.testsuite
        $suite.tests, $suite.failures | Should -Be 2, 2
        $suite.testcase[1].failure.message | Should -Be 'Refused: InputInvalid.'
    }

    It 'is shown at 80 columns' {
        $null = Start-GenesysFlow 'Nightly clean-up' | Wait-GenesysFlowExecution -SummaryVariable summary
        $shown = ($summary | Out-String -Width 80).Trim() -split '\r?\n'
        $shown | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $shown[0] | Should -Match '^Rows +: 1$'
        $shown -match '^Executions +: 1$' | Should -HaveCount 1
        $shown[-1] | Should -Match '^ExitCode +: 0$'
    }

    It 'is on the information stream, and its exit code says how it went' {
        Reset-Simulator $simulator
        $rows = New-EmployeeRow 3
        $rows[1].StartDate = 'tomorrow'
        $null = $rows |
            Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -WarningAction Ignore -InformationVariable information
        $summary = ($information | Where-Object Tags -Contains Summary).MessageData
        $summary.Rows, $summary.Launched, $summary.Refused, $summary.ExitCode | Should -Be 3, 2, 1, 1
    }
}
