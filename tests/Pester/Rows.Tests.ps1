# Files as people have them: what gives the flow nothing is not launched.

BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    $id = (New-Guid).Guid

    function Launched { @(Get-SimulatorLaunch $simulator).Where{ $_ } }

    function Write-Csv([string[]] $Lines, $Encoding = 'utf8') {
        Set-Content "$TestDrive/rows.csv" $Lines -Encoding $Encoding
    }

    # The error that ended the run; $warnings has what was warned of.
    function Get-RunError([scriptblock] $Run) {
        try { $null = & $Run } catch { $_ }
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'A file of which no row may be launched without inputs' {
    BeforeEach {
        Reset-Simulator $simulator
    }

    It 'has blank rows at its end, which are skipped and named' {
        Write-Csv 'userId,badgeNumber', "$id,1", ',', ' ,'
        $null = Import-Csv "$TestDrive/rows.csv" |
            Start-GenesysFlow 'Onboard employee' -WarningVariable warnings -WarningAction SilentlyContinue -InformationVariable information -InputData @{ remote = $true }
        @(Launched).Count | Should -Be 1
        "$warnings" | Should -Be 'All cells of rows 2–3 are empty, so they were skipped.'
        $summary = ($information | Where-Object Tags -Contains Summary).MessageData
        $summary.Blank, $summary.ExitCode | Should -Be 2, 0
    }

    It 'was read with the wrong delimiter, <Name>' -ForEach @(
        @{ Name = 'semicolons'; Lines = 'userId;badgeNumber', 'u;1', 'v;2' }
        @{ Name = 'tabs'; Lines = "userId`tbadgeNumber", "u`t1" }
        @{ Name = 'bars'; Lines = 'userId|badgeNumber', 'u|1' }
    ) {
        Write-Csv $Lines
        $problem = Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' }
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoMatchingColumn,*'
        "$problem" | Should -BeLike '*was the file read with the wrong -Delimiter?*'
        $problem = Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' -WhatIf }
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoMatchingColumn,*'
        Launched | Should -BeNullOrEmpty
    }

    It 'begins with a line for Excel' {
        Write-Csv 'sep=,', 'userId,badgeNumber', "$id,1"
        "$(Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' })" | Should -BeLike "*'sep='*Excel*"
        Launched | Should -BeNullOrEmpty
    }

    It 'has a column nearly named as an input' {
        Write-Csv 'userId,Badge No', "$id,1"
        "$(Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' -IgnoreColumn x* })" | Should -BeNullOrEmpty
        Write-Csv 'userId,Badge Number', "$id,1"
        Reset-Simulator $simulator
        "$(Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' })" | Should -BeLike "*'Badge Number'*'Flow.badgeNumber'*"
        Launched | Should -BeNullOrEmpty
        $null = Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' -IgnoreColumn 'Badge*' -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        @(Launched).Count | Should -Be 1
    }

    It 'has unseen characters around its headers, <Name>' -ForEach @(
        @{ Name = 'a space'; Header = 'userId ,badgeNumber' }
        @{ Name = 'a no-break space'; Header = "userId$([char]0xA0),badgeNumber" }
        @{ Name = 'two byte order marks'; Header = "$([char]0xFEFF)$([char]0xFEFF)`"userId`",`"badgeNumber`"" }
    ) {
        [IO.File]::WriteAllText("$TestDrive/rows.csv", "$Header`n$id,1`n")
        $null = Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' -Strict
        (Launched).inputData.'Flow.userId' | Should -Be $id
    }

    It 'is of another encoding' {
        [IO.File]::WriteAllBytes("$TestDrive/rows.csv", [Text.Encoding]::Latin1.GetBytes("channel`nMüller`nMeier`n"))
        $null = Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Welcome new customer' -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike 'Row 1 *-Encoding*'
        (Launched).inputData.'Flow.channel' | Should -Be Meier
        $null = Import-Csv "$TestDrive/rows.csv" -Encoding latin1 | Select-Object -First 1 | Start-GenesysFlow 'Welcome new customer'
        (Launched).inputData.'Flow.channel' | Should -Contain Müller
    }

    It 'has what a spreadsheet wrote in place of text, <_>' -ForEach '1.55512E+10', '#N/A', '#REF!' {
        Write-Csv 'channel', 'u1', $_, $_
        $null = Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Welcome new customer' -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "Row 2: column 'channel': '$_' is *"
        $null = Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Welcome new customer' -Strict -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -HaveCount 2
    }
}

Describe 'Rows of a job' {
    It 'have no columns that the engine adds' {
        Reset-Simulator $simulator
        $rows = Start-Job { [pscustomobject]@{ userId = 'u1' } } | Receive-Job -Wait -AutoRemoveJob
        $rows.PSObject.Properties.Name | Should -Contain RunspaceId
        $execution = $rows | Start-GenesysFlow 'Onboard employee' -Strict
        $execution.PSObject.Properties.Name | Should -Not -Contain RunspaceId
    }
}

Describe '-ErrorAction Stop' {
    It 'launches nothing after a row that was refused here, as a preference too' {
        Reset-Simulator $simulator
        Write-Csv 'userId,badgeNumber', "$id,1", "$id,x", "$id,3", "$id,4"
        $ErrorActionPreference = 'Stop'
        "$(Get-RunError { Import-Csv "$TestDrive/rows.csv" | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 64 })" | Should -BeLike 'Row 2 *'
        @(Launched).Count | Should -Be 1
    }
}
