# The tour's file has an input of every type. What is launched from it must not depend on the culture of the machine.

BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    $people = Import-Csv "$PSScriptRoot/../../src/Playground/Tour/people.csv" | Select-Object -First 20
    $culture = [cultureinfo]::CurrentCulture

    # The inputs of every launch, as the simulator received them, in the order of the rows.
    function Get-LaunchedInput($Rows, [string] $In, [hashtable] $Parameters = @{}) {
        Reset-Simulator $simulator
        [cultureinfo]::CurrentCulture = $In
        try {
            $null = $Rows | Start-GenesysFlow 'Prepare first day' -ThrottleLimit 1 -WarningAction Ignore -ErrorAction Stop @Parameters
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        (Get-SimulatorLaunch $simulator).inputData | ForEach-Object { $_ | ConvertTo-Json -Compress -Depth 5 }
    }

    $expected = Get-LaunchedInput $people en-US
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'A file with inputs of all types' {
    It 'is launched in <_> as it is in en-US' -ForEach de-DE, tr-TR {
        $expected.Count | Should -Be 20
        Get-LaunchedInput $people $_ | Should -Be $expected
    }

    It 'whose numbers and dates are written as in <_> is launched with -Culture as the other one' -ForEach de-DE, tr-TR {
        $written = [cultureinfo] $_
        $local = foreach ($person in $people) {
            $row = $person | Select-Object *
            # Written as in the file, an amount would be another one.
            $row.Allowance = ''
            $row.StartDate = [datetime]::ParseExact($person.StartDate, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture).ToString('d', $written)
            if ($person.Salary) { $row.Salary = [decimal]::Parse($person.Salary, [cultureinfo]::InvariantCulture).ToString('N2', $written) }
            $row
        }
        $local[0].StartDate | Should -Not -Be $people[0].StartDate

        $inputs = Get-LaunchedInput $local en-US @{ Culture = $_ } | ConvertFrom-Json
        $inputs.'Flow.startDate' | Should -Be ($expected | ConvertFrom-Json).'Flow.startDate'
        $inputs.'Flow.salary'.ForEach{ [decimal] $_ } | Should -Be ($expected | ConvertFrom-Json).'Flow.salary'.ForEach{ [decimal] $_ }
    }
}
