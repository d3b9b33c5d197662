BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud

    function New-Row([int] $Count) {
        foreach ($number in 1..$Count) {
            [pscustomobject]@{ Employee = "Example, No. $number"; UserId = [guid]::NewGuid(); StartDate = '2026-12-01'; BadgeNumber = $number }
        }
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'From one CSV file to another' {
    BeforeAll {
        Reset-Simulator $simulator
        New-Row 30 | Export-Csv "$TestDrive/people.csv"
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
    }
}

Describe 'Rows that are wrong' {
    BeforeEach {
        Reset-Simulator $simulator
        $rows = New-Row 3
        $rows[1].StartDate = 'tomorrow'
    }

    It 'are one error each, with the row as its target, and the rest goes on' {
        $launched = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -ErrorVariable refused -WarningAction Ignore
        $launched.BadgeNumber | Should -Be 1, 3
        $refused.Count | Should -Be 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'InputInvalid,*'
        $refused[0].TargetObject.StartDate | Should -Be 'tomorrow'
    }

    It 'have their place in the output with -PassThru' {
        $all = $rows | Start-GenesysFlow 'Onboard employee' -PassThru -ErrorAction SilentlyContinue -WarningAction Ignore
        $all.Outcome | Should -Be Launched, Refused, Launched
    }

    It 'are an exception with -ErrorAction Stop, which try/catch gets' {
        try {
            $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction Stop -WarningAction Ignore
            throw 'it went on'
        } catch {
            $_.Exception.Message | Should -BeLike "*'tomorrow' is not a date; expected yyyy-MM-dd*"
            $_.TargetObject.BadgeNumber | Should -Be 2
        }
    }
}

Describe 'A flow that does not exist' {
    It 'is an error that names those that are close' {
        { Start-GenesysFlow 'Onbord employee' -ErrorAction Stop } | Should -Throw "*Onboard employee*" -ErrorId 'FlowNotFound*'
    }
}

Describe 'A rehearsal' {
    It 'with -WhatIf launches nothing and counts what would be' {
        Reset-Simulator $simulator
        $said = New-Row 5 | Start-GenesysFlow 'Onboard employee' -WhatIf -WarningAction Ignore 6>&1
        "$said" | Should -BeLike '*of 5 rows, 5 would be launched*'
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }
}

Describe 'Nothing more is launched' {
    BeforeEach {
        Reset-Simulator $simulator
        Set-Simulator $simulator @{ latency = '00:00:00.100' }
        $rows = New-Row 200
    }

    AfterEach {
        $launches = @(Get-SimulatorLaunch $simulator).Count
        $launches | Should -BeLessThan 200
        # Five times as long as a launch takes.
        Start-Sleep -Milliseconds 500
        @(Get-SimulatorLaunch $simulator).Count | Should -Be $launches
    }

    It 'after Select-Object -First 1' {
        $first = $rows | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore | Select-Object -First 1
        $first.Status | Should -Be RUNNING
    }

    It 'after an error under -ErrorAction Stop' {
        $rows[1].StartDate = 'tomorrow'
        { $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction Stop -WarningAction Ignore } | Should -Throw -ErrorId 'InputInvalid*'
    }

    It 'after a stop, also when progress has been shown by then' {
        $shell = [powershell]::Create().AddScript({
            param($Module, $Session, $Rows)
            Import-Module $Module
            $Rows | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 -Session $Session -WarningAction Ignore
        })
        $null = $shell.AddParameters(@((Get-Module GenesysFlows).Path, (Get-GenesysCloudSession), $rows))
        $null = $shell.BeginInvoke()
        $deadline = [datetime]::Now.AddSeconds(30)
        while ($shell.Streams.Progress.Count -eq 0 -and [datetime]::Now -lt $deadline) { Start-Sleep -Milliseconds 50 }
        $shell.Stop()
        $shell.Streams.Progress.Count | Should -BeGreaterThan 0
        $shell.Dispose()
    }
}
