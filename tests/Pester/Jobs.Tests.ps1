BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator
    $session = Connect-GenesysCloud -PassThru
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'ForEach-Object -Parallel' {
    It 'launches with the session it is handed, from all its threads at once' {
        Reset-Simulator $simulator
        $launched = 1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Start-GenesysFlow 'Reset voicemail PIN' -UserId ([guid]::NewGuid()) -Session $using:session
        }
        $launched.Count | Should -Be 20
        @(Get-SimulatorLaunch $simulator).id | Sort-Object | Should -Be ($launched.Id | Sort-Object)
    }

    It 'has no default session: without -Session the error says how to hand it over' {
        $failure = 1 | ForEach-Object -Parallel { try { Get-GenesysFlow } catch { $_ } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*$using:session*'
    }
}

Describe 'Start-ThreadJob' {
    It 'launches with the session it is handed' {
        $execution = Start-ThreadJob { Start-GenesysFlow 'Nightly clean-up' -Session $using:session -Wait } |
            Receive-Job -Wait -AutoRemoveJob
        $execution.Status | Should -Be COMPLETED
        $execution.Output.'Flow.removed' | Should -Be 17
    }

    It 'can be stopped by Stop-Job while it waits' {
        Reset-Simulator $simulator
        $job = Start-ThreadJob { Start-GenesysFlow 'Reindex knowledge base' -Session $using:session -Wait }
        while (-not (Get-SimulatorLaunch $simulator) -and $job.State -notin 'Completed', 'Failed') { }
        Stop-Job $job
        $job.State | Should -Be Stopped
        Remove-Job $job
    }
}

Describe 'Start-Job' {
    It 'cannot be handed a session, and the error says to connect inside the job' {
        Reset-Simulator $simulator
        $failure = Start-Job { try { Start-GenesysFlow 'Nightly clean-up' -Session $using:session } catch { $_ } } |
            Receive-Job -Wait -AutoRemoveJob
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.Exception.Message | Should -Match 'Connect-GenesysCloud inside the job'
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'connects by itself from the environment, and its executions are shown, waited for, and launched again here' {
        $execution = Start-Job {
            Connect-GenesysCloud
            [pscustomobject]@{ Employee = 'E1'; UserId = New-Guid } | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore
        } | Receive-Job -Wait -AutoRemoveJob
        $execution | Format-Table | Out-String -Width 120 | Should -Match "RUNNING +1 [0-9a-f-]+… $($execution.Id)"

        $ended = $execution | Wait-GenesysFlowExecution
        $ended.Status, $ended.Employee, $ended.UserId | Should -Be COMPLETED, E1, $execution.UserId

        $again = $execution | Start-GenesysFlow 'Onboard employee' -WarningAction Ignore
        $again.UserId, $again.Employee | Should -Be $execution.UserId, E1
        $again.Id | Should -Not -Be $execution.Id
    }
}

Describe 'A session that was copied' {
    It 'is refused by <_>' -ForEach 'Get-GenesysFlow', 'Get-GenesysCloudSession', 'Disconnect-GenesysCloud' {
        $session | Export-Clixml "$TestDrive/session.xml"
        $copy = Import-Clixml "$TestDrive/session.xml"
        { & $_ -Session $copy } | Should -Throw '*Connect-GenesysCloud*' -ErrorId 'ParameterArgumentTransformationError*'
    }

    It 'holds no secret and no token' {
        $session | Export-Clixml "$TestDrive/session.xml"
        $secret = [regex]::Escape($env:GENESYSCLOUD_OAUTHCLIENT_SECRET)
        Get-Content "$TestDrive/session.xml" -Raw | Should -Not -Match "$secret|Bearer|secret|AccessToken"
    }
}
