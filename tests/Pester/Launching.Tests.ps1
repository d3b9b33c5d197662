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

Describe 'The summary of a run' {
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
