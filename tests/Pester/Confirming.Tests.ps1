BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    $PSDefaultParameterValues['Start-GenesysFlow:WarningAction'] = 'Ignore'
}

AfterAll {
    Stop-Simulator $simulator
}

Describe '-WhatIf' {
    BeforeEach {
        Reset-Simulator $simulator
    }

    AfterEach {
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'launches nothing and counts what would be' {
        $rows = New-EmployeeRow 5
        $rows[3].StartDate = 'tomorrow'
        $said = $rows | Start-GenesysFlow 'Onboard employee' -WhatIf -ErrorAction SilentlyContinue -ErrorVariable refused 6>&1
        "$said" | Should -Match '\b5 rows\b.*\b4\b'
        $refused.FullyQualifiedErrorId | Should -BeLike 'InputInvalid,*'
    }

    It 'is what $WhatIfPreference means too' {
        $WhatIfPreference = $true
        New-EmployeeRow 2 | Start-GenesysFlow 'Onboard employee' 6>&1 | Out-Null
    }

    It 'writes no journal' {
        $null = New-EmployeeRow 2 | Start-GenesysFlow 'Onboard employee' -Journal "$TestDrive/run.jsonl" -Key EmployeeNumber -WhatIf 6>&1
        "$TestDrive/run.jsonl" | Should -Not -Exist
    }
}

Describe '-Confirm' {
    BeforeEach {
        Reset-Simulator $simulator
        $script = {
            Connect-GenesysCloud
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ userId = New-Guid } }
            $rows | Start-GenesysFlow 'Reset voicemail PIN' -Confirm | ForEach-Object Id
        }
    }

    It 'asks once for all rows, and launches them after Yes' {
        $run = Invoke-Pwsh $script -InputText "Y`n"
        $run.ErrorOutput | Should -BeNullOrEmpty
        $ids = @(Get-SimulatorLaunch $simulator).id
        $ids.Count | Should -Be 3
        foreach ($id in $ids) { $run.Output | Should -BeLike "*$id*" }
        [regex]::Matches($run.Output, '\[Y\]').Count | Should -Be 1
    }

    It 'says for which flow, and for how many rows where that is known' {
        $run = Invoke-Pwsh $script -InputText "N`n"
        $run.Output -replace '\s+', ' ' | Should -BeLike "*Launch the flow 'Reset voicemail PIN' (*) for row 1 and all later rows?*-WhatIf counts them*"
        $run = Invoke-Pwsh "$script".Replace('$rows | Start-GenesysFlow', 'Start-GenesysFlow -InputObject $rows') -InputText "N`n"
        $run.Output -replace '\s+', ' ' | Should -BeLike "*Launch the flow 'Reset voicemail PIN' (*) for up to 3 rows?*"
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'asks with the first row of a pipeline that does not end' {
        $endless = {
            Connect-GenesysCloud
            & { while ($true) { [pscustomobject]@{ userId = New-Guid } } } |
                Start-GenesysFlow 'Reset voicemail PIN' -Confirm | Select-Object -First 1 | ForEach-Object Id
        }
        $run = Invoke-Pwsh $endless -InputText "Y`n"
        $run.Output | Should -Match '\[Y\]'
        (Get-SimulatorLaunch $simulator).id | Should -Contain ($run.Output -split '\s' -match '^[0-9a-f-]{36}$' | Select-Object -Last 1)
    }

    It 'launches nothing after No' {
        $run = Invoke-Pwsh $script -InputText "N`n"
        $run.Output | Should -Match '\[Y\]'
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'launches nothing where nobody can be asked, and says so' {
        $run = Invoke-Pwsh $script -NonInteractive
        $run.ExitCode | Should -Be 1
        $run.ErrorOutput | Should -Match NonInteractive
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'is not asked for unless $ConfirmPreference is Medium or lower' {
        { $ConfirmPreference = 'Medium'; Start-GenesysFlow 'Nightly clean-up' } | Should -Throw
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
        $null = Start-GenesysFlow 'Nightly clean-up'
        $null = & { $ConfirmPreference = 'Low'; Start-GenesysFlow 'Nightly clean-up' -Confirm:$false }
        @(Get-SimulatorLaunch $simulator).Count | Should -Be 2
    }
}
