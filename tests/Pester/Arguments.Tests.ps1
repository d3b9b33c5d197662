# What people give to parameters: names, patterns, arrays, objects, and numbers, in a real PowerShell.

BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    $PSDefaultParameterValues['Start-GenesysFlow:WarningAction'] = 'Ignore'

    function Launched { @(Get-SimulatorLaunch $simulator).Where{ $_ } }

    function Add-Flow([string] $Name) {
        $null = Invoke-RestMethod "$($simulator.Address)/_simulator/flows" -Method Post -Body (@{ name = $Name } | ConvertTo-Json)
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Names of flows' {
    BeforeEach {
        Reset-Simulator $simulator
        Connect-GenesysCloud
    }

    It 'that are no patterns are names, and the other names go on' {
        'A', 'Cut [off', 'B' | ForEach-Object { Add-Flow $_ }
        (Get-GenesysFlow 'A', 'Cut [off', 'B').Name | Should -Be 'A', 'Cut [off', 'B'
        (Get-GenesysFlow 'Cut [off').Name | Should -Be 'Cut [off'
        Get-GenesysFlow -Division 'x [y' -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "*'x ``[y'*"
    }

    It 'are found without what is not seen of them: <Case>' -ForEach @(
        @{ Case = 'a space'; Given = 'Nightly clean-up ' }
        @{ Case = 'decomposed accents'; Given = "Ame$([char]0x301)lie" }
    ) {
        Add-Flow "Am$([char]0xE9)lie"
        $null = Start-GenesysFlow $Given
        Launched | Should -HaveCount 1
    }

    It 'are piped into Get-GenesysFlow' {
        ('Onboard employee', 'Nightly clean-up' | Get-GenesysFlow).Name | Should -Be 'Onboard employee', 'Nightly clean-up'
    }

    It 'of which one is expected are an error that says so: <_>' -ForEach @(
        "Start-GenesysFlow (Get-GenesysFlow 'Filler*')", "Get-GenesysFlowInput 'A','B'", "Get-GenesysFlowOutput 'A','B'"
    ) {
        'Filler 1', 'Filler 2', 'A', 'B' | ForEach-Object { Add-Flow $_ }
        { & ([scriptblock]::Create($_)) } | Should -Throw '*2 flows were given where one is expected*'
        Launched | Should -BeNullOrEmpty
    }

    It 'that are piped are launched once each' {
        'Filler 1', 'Filler 2' | ForEach-Object { Add-Flow $_ }
        @(Get-GenesysFlow 'Filler*' | Start-GenesysFlow) | Should -HaveCount 2
    }
}

Describe 'Parameters' {
    BeforeEach {
        Reset-Simulator $simulator
    }

    It 'take the version <Version>' -ForEach @(@{ Version = 2 }, @{ Version = '2' }, @{ Version = '2.0' }, @{ Version = [double] 2 }) {
        $null = Start-GenesysFlow 'Onboard employee' -FlowVersion $Version -InputData @{ userId = 'u' }
        (Launched).flowVersion | Should -Be '2.0'
    }

    It 'name the version that is not there' {
        $null = Start-GenesysFlow 'Onboard employee' -FlowVersion 99 -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike "*99*"
        "$problems" | Should -Not -BeLike "*'none'*"
    }

    It 'take inputs as <Kind>' -ForEach @(
        @{ Kind = 'a hashtable'; Inputs = @{ userId = 'u'; badgeNumber = 7 } }
        @{ Kind = 'an object'; Inputs = [pscustomobject] @{ userId = 'u'; badgeNumber = 7 } }
        @{ Kind = 'JSON text'; Inputs = '{"userId": "u", "badgeNumber": 7}' }
    ) {
        $null = Start-GenesysFlow 'Onboard employee' -InputData $Inputs
        (Launched).inputData.'Flow.badgeNumber' | Should -Be 7
        (Launched).inputData.'Flow.userId' | Should -Be u
    }

    It 'name -InputData, and no column, where its value is wrong' {
        $null = Start-GenesysFlow 'Onboard employee' -InputData @{ badgeNumber = 'x' } -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike "*-InputData 'badgeNumber'*"
        "$problems" | Should -Not -BeLike '*column*'
    }

    It 'refuse a script block for each row as the name' {
        { [pscustomobject] @{ N = 'x' } | Start-GenesysFlow 'Onboard employee' -Name { $_.N } } | Should -Throw '*script block*'
        Launched | Should -BeNullOrEmpty
    }

    It 'name an execution that is not found by its id' {
        $id = (New-Guid).Guid
        $null = Get-GenesysFlowExecution $id -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike "*$id*"
    }
}

Describe 'A journal' {
    BeforeEach {
        Reset-Simulator $simulator
        $folder = New-Item "$TestDrive/$(New-Guid)" -ItemType Directory
        Push-Location $folder
        New-EmployeeRow 3 | Export-Csv rows.csv
    }

    AfterEach {
        Pop-Location
    }

    It 'whose name is a pattern is read with the others' {
        foreach ($name in 'j1', 'j2') { $null = Import-Csv rows.csv | Start-GenesysFlow 'Onboard employee' -Journal "$name.jsonl" -Key EmployeeNumber }
        @(Get-GenesysFlowJournal j*.jsonl -Summary).Launched | Should -Be 3, 3
        @(Get-GenesysFlowJournal j*.jsonl) | Should -HaveCount 6
    }

    It 'is not begun where -Key is misspelled, which is one error with the nearest column' {
        { Import-Csv rows.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeNumber } |
            Should -Throw "*'EmployeNumber'*did you mean 'EmployeeNumber'*"
        Launched | Should -BeNullOrEmpty
        'run.jsonl' | Should -Not -Exist
    }

    It 'compares keys without case, unless it is told otherwise' {
        Set-Content keys.csv 'EmployeeNumber,UserId', "ab-1,$(New-Guid)", "AB-1,$(New-Guid)"
        $null = Import-Csv keys.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'KeyInvalid,*'
        "$problems" | Should -BeLike '*AB-1*'
        $null = Import-Csv keys.csv | Start-GenesysFlow 'Onboard employee' -Journal two.jsonl -Key EmployeeNumber -KeyCaseSensitive
        Launched | Should -HaveCount 3
    }

    It 'that knows all rows says so with its age, also to a job that reads no host' {
        $null = Import-Csv rows.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber
        $null = Import-Csv rows.csv | Start-GenesysFlow 'Onboard employee' -Journal run.jsonl -Key EmployeeNumber -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*Nothing was launched: the journal *run.jsonl*, created less than an hour ago, records all rows as launched before.*'
        Launched | Should -HaveCount 3
    }

    It 'has the rows that the check refused, and the next run launches those that were corrected' {
        Set-Content rows.csv 'EmployeeNumber,UserId,BadgeNumber', "E1,$(New-Guid),1", "E2,$(New-Guid),second", ",$(New-Guid),3", "E4,$(New-Guid),4"
        $start = @{ Flow = 'Onboard employee'; Journal = 'run.jsonl'; Key = 'EmployeeNumber'; ErrorAction = 'SilentlyContinue' }
        $null = Import-Csv rows.csv | Start-GenesysFlow @start
        $summary = Get-GenesysFlowJournal run.jsonl -Summary
        $summary.Rows, $summary.Launched, $summary.Refused | Should -Be 4, 2, 2
        $refused = Get-GenesysFlowJournal run.jsonl | Where-Object Outcome -EQ Refused
        $refused.Row | Should -Be 2, 3
        $refused.Key | Should -Be E2, $null
        $refused.Reason | Should -Be 'InputInvalid: BadgeNumber', 'KeyInvalid: EmployeeNumber'
        Get-Content run.jsonl -Raw | Should -Not -Match second

        $rows = Import-Csv rows.csv
        $rows[1].BadgeNumber = 2
        $rows[2].EmployeeNumber = 'E3'
        $null = $rows | Start-GenesysFlow @start
        Launched | Should -HaveCount 4
        $summary = Get-GenesysFlowJournal run.jsonl -Summary
        $summary.Rows, $summary.Launched, $summary.Refused | Should -Be 4, 4, 0
    }
}
