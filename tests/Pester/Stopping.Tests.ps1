BeforeDiscovery {
    # Windows has no signals; there, a console sends its Ctrl+C to all that it runs, these tests included. And what a shell starts in
    # the background ignores the signal, as does all that it starts.
    $isIgnored = $IsLinux -and (Get-Content /proc/self/status | Where-Object { $_ -match '^SigIgn:\s*([0-9a-f]+)' }) -and
        ([Convert]::ToUInt64($Matches[1], 16) -band 2)
    $hasSignals = -not $IsWindows -and -not $isIgnored
}

BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
    $simulator = Start-Simulator
    $PSDefaultParameterValues['Start-GenesysFlow:WarningAction'] = 'Ignore'

    # What was under way would arrive at the simulator before what is sent now.
    function Assert-NothingMoreIsLaunched {
        $before = @(Get-SimulatorLaunch $simulator)
        $marker = Start-GenesysFlow 'Nightly clean-up'
        $after = @(Get-SimulatorLaunch $simulator)
        $after.Count | Should -Be ($before.Count + 1)
        $after[-1].id | Should -Be $marker.Id
    }

    # Resumes a stopped run, and looks at what both have launched.
    function Assert-JournalResumes($Rows, [string] $Journal) {
        Set-Simulator $simulator @{ rateLimit = $null }
        Connect-GenesysCloud
        $before = @(Get-SimulatorLaunch $simulator).Count
        $before | Should -BeGreaterThan 0
        $before | Should -BeLessThan $Rows.Count

        $resumed = @($Rows | Start-GenesysFlow 'Onboard employee' -Journal $Journal -Key EmployeeNumber)
        $resumed.Count | Should -Be ($Rows.Count - $before)
        @(Get-SimulatorLaunch $simulator).inputData.'Flow.userId' | Sort-Object | Should -Be ($Rows.UserId.Guid | Sort-Object)
        (Get-GenesysFlowJournal $Journal -Summary).Launched | Should -Be $Rows.Count
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Nothing more is launched' {
    BeforeEach {
        Reset-Simulator $simulator
        Set-Simulator $simulator @{ latency = '00:00:00.100'; rateLimit = $null }
        Connect-GenesysCloud
        $rows = New-EmployeeRow 200
    }

    AfterEach {
        @(Get-SimulatorLaunch $simulator).Count | Should -BeLessThan 200
        Assert-NothingMoreIsLaunched
    }

    It 'after Select-Object -First 1' {
        $first = $rows | Start-GenesysFlow 'Onboard employee' | Select-Object -First 1
        $first.Status | Should -Be RUNNING
    }

    It 'after an error under -ErrorAction Stop' {
        $rows[1].StartDate = 'tomorrow'
        { $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction Stop } | Should -Throw -ErrorId 'InputInvalid*'
    }

    It 'after a throw further down the pipeline' {
        { $rows | Start-GenesysFlow 'Onboard employee' | ForEach-Object { throw 'disk full' } } | Should -Throw 'disk full'
    }

    It 'after a break out of the loop around it' {
        foreach ($once in 1) { $rows | Start-GenesysFlow 'Onboard employee' | ForEach-Object { break } }
    }

    It 'after a stop, also when progress has been shown by then' {
        $shell = [powershell]::Create().AddScript({
            param($Session, $Rows)
            $Rows | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 -Session $Session -WarningAction Ignore
        })
        $null = $shell.AddParameters(@((Get-GenesysCloudSession), $rows))
        $null = Register-ObjectEvent $shell.Streams.Progress DataAdded -SourceIdentifier Progress -MaxTriggerCount 1
        $null = $shell.BeginInvoke()
        Wait-Event Progress -Timeout 60 | Should -Not -BeNullOrEmpty
        Remove-Event Progress
        $shell.Stop()
        $shell.Dispose()
    }
}

Describe 'A journal resumes, and launches each row once,' {
    BeforeEach {
        Reset-Simulator $simulator
        # Some launches, and then the run waits for the next window.
        Set-Simulator $simulator @{ rateLimit = 15; rateLimitHeaders = $true }
        $rows = New-EmployeeRow 40
        $journal = "$TestDrive/$(New-Guid).jsonl"
    }

    It 'after Select-Object -First 3' {
        Connect-GenesysCloud
        $first = $rows | Start-GenesysFlow 'Onboard employee' -Journal $journal -Key EmployeeNumber | Select-Object -First 3
        $first.EmployeeNumber | Should -Be E1, E2, E3
        Assert-JournalResumes $rows $journal
    }

    It 'after Ctrl+C' -Skip:(-not $hasSignals) {
        # A warning about a column that is no input would be written between the ids.
        $rows | Select-Object -ExcludeProperty Employee | Export-Csv "$TestDrive/people.csv"
        $pwsh = Start-Pwsh -WorkingDirectory $TestDrive -Arguments '-Command', @"
            Connect-GenesysCloud
            Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Journal '$journal' -Key EmployeeNumber |
                ForEach-Object { [Console]::WriteLine(`$_.Id) }
            'It went on.'
"@
        $emitted = 1..3 | ForEach-Object { $pwsh.StandardOutput.ReadLine() }
        /bin/sh -c "kill -INT $($pwsh.Id)"
        $run = Wait-Pwsh $pwsh

        $run.ExitCode | Should -Not -Be 0
        $run.Output | Should -Not -BeLike '*It went on.*'
        # Whoever pressed it is told how to resume.
        $run.Output | Should -BeLike "*$(Split-Path $journal -Leaf)*"
        $emitted | Should -BeIn @(Get-SimulatorLaunch $simulator).id
        Assert-JournalResumes $rows $journal
    }
}
