BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
    $simulator = Start-Simulator
}

AfterAll {
    Stop-Simulator $simulator
}

Describe '-Debug' {
    It 'does not end a script that cannot be asked at a warning' {
        $run = Invoke-Pwsh -NonInteractive @'
            Connect-GenesysCloud
            $null = Get-GenesysFlow -Type workflow -Division nowhere -Debug
            'still running'
'@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeLike "*WARNING: *nowhere*still running*"
    }

    It 'shows one line for each request' {
        $run = Invoke-Pwsh -NonInteractive 'Connect-GenesysCloud; $null = Invoke-GenesysCloudApi routing/queues -Query @{ name = "hidden" } -Debug'
        $lines = @($run.Output -split '\r?\n' -match '^DEBUG: ')
        $lines | Should -HaveCount 1
        $lines[0] | Should -Match '^DEBUG: GET /api/v2/routing/queues 200 attempt=1 \d+ ms correlation=[0-9a-f-]{36} quota=(\d+|-)$'
        $run.Output | Should -Not -Match 'hidden'
    }
}
