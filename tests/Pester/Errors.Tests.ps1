BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    Connect-GenesysCloud
    # Columns that are no inputs are warned of; here they do not matter.
    $PSDefaultParameterValues['Start-GenesysFlow:WarningAction'] = 'Ignore'
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'A row that is wrong' {
    BeforeEach {
        Reset-Simulator $simulator
        $rows = New-EmployeeRow 3
        $rows[1].StartDate = 'tomorrow'
    }

    It 'is one error with the row as its target, and the others are launched' {
        $launched = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -ErrorVariable refused
        $launched.BadgeNumber | Should -Be 1, 3
        $refused.Count | Should -Be 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'InputInvalid,*'
        $refused[0].CategoryInfo.Category | Should -Be InvalidData
        $refused[0].TargetObject | Should -Be $rows[1]
        $refused[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'names row, column, value, and what was expected' {
        $null = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -ErrorVariable refused
        "$($refused[0])" | Should -Match '\b2\b.*\bStartDate\b.*\btomorrow\b.*yyyy-MM-dd'
    }

    It 'is in $Error and makes $? false under -ErrorAction SilentlyContinue' {
        $Error.Clear()
        $null = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $Error.FullyQualifiedErrorId | Should -BeLike 'InputInvalid,*'
    }

    It 'leaves no trace in $Error under -ErrorAction Ignore' {
        $Error.Clear()
        $null = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction Ignore
        $Error | Should -BeNullOrEmpty
    }

    It 'is added to the errors of other commands with -ErrorVariable +name' {
        $null = Start-GenesysFlow 'No such flow' -ErrorAction SilentlyContinue -ErrorVariable both
        $null = $rows | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue -ErrorVariable +both
        $both.FullyQualifiedErrorId -replace ',.*' | Should -Be FlowNotFound, InputInvalid
    }

    It 'has its place in the output with -PassThru' {
        $all = $rows | Start-GenesysFlow 'Onboard employee' -PassThru -ErrorAction SilentlyContinue
        $all.Outcome | Should -Be Launched, Refused, Launched
        $all.EmployeeNumber | Should -Be E1, E2, E3
    }

    It 'is an exception under <_>, which try/catch gets' -ForEach '-ErrorAction Stop', '$ErrorActionPreference Stop' {
        $stop = if ($_ -like '-*') { @{ ErrorAction = 'Stop' } } else { @{} }
        try {
            if (-not $stop.Count) { $ErrorActionPreference = 'Stop' }
            $rows | Start-GenesysFlow 'Onboard employee' @stop
            throw 'it went on'
        } catch {
            $_.FullyQualifiedErrorId | Should -BeLike 'InputInvalid,*'
            $_.TargetObject.BadgeNumber | Should -Be 2
        }
    }

    It 'makes $? true again once there is none' {
        $null = New-EmployeeRow 1 | Start-GenesysFlow 'Onboard employee'
        $? | Should -BeTrue
    }
}

Describe 'A flow that does not exist' {
    It 'is an error that names those that are close' {
        { Start-GenesysFlow 'Onbord employee' -ErrorAction Stop } | Should -Throw '*Onboard employee*' -ErrorId 'FlowNotFound*'
    }

    It 'launches no row, and each row has an error' {
        Reset-Simulator $simulator
        $null = New-EmployeeRow 20 | Start-GenesysFlow 'Onbord employee' -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures.TargetObject.BadgeNumber | Sort-Object -Unique | Should -Be (1..20)
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'ends a run early with -MaxFailures, in a terminating error' {
        { New-EmployeeRow 200 | Start-GenesysFlow 'Onbord employee' -MaxFailures 3 -ErrorAction SilentlyContinue } | Should -Throw
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }
}

Describe 'What Genesys Cloud refuses' {
    It 'has status, code, and correlation ID on the exception' {
        Reset-Simulator $simulator
        Add-SimulatorFault $simulator @{
            kind = 'StatusBefore'; method = 'POST'; path = '/api/v2/flows/executions'
            status = 400; code = 'bad.request'; message = 'The flow is not available.'
        }
        $null = Start-GenesysFlow 'Nightly clean-up' -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'RequestInvalid,*'
        $refused[0].Exception.Status, $refused[0].Exception.Code | Should -Be 400, 'bad.request'
        $refused[0].Exception.CorrelationId | Should -Not -BeNullOrEmpty
    }

    It 'is never launched twice where no response came' {
        Reset-Simulator $simulator
        Add-SimulatorFault $simulator @{ kind = 'DropAfter'; method = 'POST'; path = '/api/v2/flows/executions' }
        $execution = Start-GenesysFlow 'Nightly clean-up' -PassThru -ErrorAction SilentlyContinue -ErrorVariable doubt
        $execution.Outcome | Should -Be Unknown
        $doubt | Should -HaveCount 1
        @(Get-SimulatorLaunch $simulator).Count | Should -Be 1
    }
}
