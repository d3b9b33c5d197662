BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    $PSDefaultParameterValues['Start-GenesysFlow:WarningAction'] = 'Ignore'

    # They finish in an order of their own.
    $employees = New-EmployeeRow 3 | Start-GenesysFlow 'Onboard employee' -Wait | Sort-Object BadgeNumber
    $cards = 1..2 | ForEach-Object { [pscustomobject]@{ ExternalContactId = New-Guid; Amount = $_ } } |
        Start-GenesysFlow 'Charge card' -Wait
    $executions = @($employees) + @($cards)
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Executions in' {
    It 'Group-Object are grouped by status' {
        $groups = $executions | Group-Object Status -AsHashTable
        $groups.COMPLETED.Count, $groups.FAILED.Count | Should -Be 3, 2
    }

    It 'Sort-Object are sorted by duration and by columns of their rows' {
        $sorted = $executions | Sort-Object Duration
        for ($i = 1; $i -lt $sorted.Count; $i++) { $sorted[$i].Duration | Should -BeGreaterOrEqual $sorted[$i - 1].Duration }
        ($employees | Sort-Object BadgeNumber -Descending).EmployeeNumber | Should -Be E3, E2, E1
    }

    It 'Where-Object are found by status, output, and column' {
        ($executions | Where-Object Status -EQ FAILED).Amount | Sort-Object | Should -Be 1, 2
        ($executions | Where-Object { $_.Output.'Flow.statusCode' -eq 200 }) | Should -HaveCount 3
        ($executions | Where-Object Employee -Like '*No. 2').EmployeeNumber | Should -Be E2
    }

    It 'Measure-Object have durations' {
        ($employees | Measure-Object { $_.Duration.TotalSeconds } -Maximum).Maximum | Should -BeGreaterThan 0
    }

    It 'Select-Object give calculated columns' {
        $selected = $employees | Select-Object EmployeeNumber, @{ Name = 'Ticket'; Expression = { $_.Output.'Flow.ticket' } }
        $selected.Ticket | Should -BeLike 'ONB-*'
    }

    It 'ConvertTo-Json keep id, outputs, error, and the columns of the row' {
        $json = $executions | ConvertTo-Json -Depth 4 -WarningVariable cut
        $cut | Should -BeNullOrEmpty
        $read = $json | ConvertFrom-Json
        $read.Id | Should -Be $executions.Id
        $read[0].Output.'Flow.userId' | Should -Be $employees[0].UserId
        $read[0].EmployeeNumber | Should -Be E1
        $read[4].Error.Message | Should -Be $executions[4].Error.Message
    }
}

Describe 'Executions that were exported with Export-Clixml' {
    BeforeAll {
        $executions | Export-Clixml "$TestDrive/executions.xml"
        $imported = Import-Clixml "$TestDrive/executions.xml"
    }

    It 'have all their values' {
        $imported.Id | Should -Be $executions.Id
        $imported[0].DateLaunched | Should -Be $executions[0].DateLaunched
        $imported[0].Duration | Should -BeOfType timespan
        $imported[0].Output.'Flow.ticket' | Should -Be $executions[0].Output.'Flow.ticket'
        $imported[0].EmployeeNumber | Should -Be E1
        $imported[4].Error.Message | Should -Be $executions[4].Error.Message
    }

    It 'are shown as the ones that were launched here, in a <_>' -ForEach 'table', 'list' {
        $format = if ($_ -eq 'table') { 'Format-Table' } else { 'Format-List' }
        $shown, $expected = foreach ($kind in $imported, $executions) { $kind | & $format | Out-String -Width 200 }
        $shown | Should -Match 'ticket\W+ONB-\d'
        # Outputs lose their order in the file.
        $outputs = '(?<=[0-9a-f]{12} )\w+: .*|.*Flow\.\w+ = .*'
        $shown -replace $outputs | Should -Be ($expected -replace $outputs)
    }

    It 'can be waited for, and launched again' {
        ($imported | Get-GenesysFlowExecution).Status | Should -Be $executions.Status
        $again = $imported | Where-Object Status -EQ COMPLETED | Start-GenesysFlow 'Onboard employee'
        $again.UserId | Should -Be $employees.UserId
    }
}

Describe 'Rows of a journal that were exported with Export-Clixml' {
    It 'are shown as the ones that were read here' {
        $rows = New-EmployeeRow 2
        $rows[1].StartDate = 'tomorrow'
        $null = $rows |
            Start-GenesysFlow 'Onboard employee' -Journal "$TestDrive/run.jsonl" -Key EmployeeNumber -ErrorAction SilentlyContinue
        $read = Get-GenesysFlowJournal "$TestDrive/run.jsonl"
        $read | Export-Clixml "$TestDrive/rows.xml"
        $shown, $expected = foreach ($kind in (Import-Clixml "$TestDrive/rows.xml"), $read) { $kind | Format-Table | Out-String -Width 160 }
        $shown | Should -Be $expected
    }
}
