BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
    $simulator = Start-Simulator

    # The lines of a table at 80 columns, without colors.
    function Get-Line($Checks) {
        @(($Checks | Out-String -Width 80) -split '\r?\n' -replace '\e\[[0-9;]*m').TrimEnd() -ne ''
    }
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Test-GenesysCloudAccess' {
    It 'says without a connection what to do, and writes no error' {
        $checks = Test-GenesysCloudAccess -ErrorAction Stop
        $checks[0].Check, $checks[0].Result | Should -Be 'Sign-in', 'Failed'
        $checks[0].Action | Should -BeLike '*Connect-GenesysCloud*'
        $checks | Where-Object Result -EQ Ok | ForEach-Object Check | Should -Be Proxy
    }

    It 'is a table of 80 columns with result, check, and detail, and launches nothing' {
        Connect-GenesysCloud
        $checks = Test-GenesysCloudAccess 'Onboard employee'
        $lines = Get-Line $checks
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 80 -Because $line }
        $lines[0] | Should -Match '^Result +Check +Detail$'
        foreach ($check in $checks) { @($lines -match "^Ok +$([regex]::Escape($check.Check)) +\S") | Should -HaveCount 1 }
        Get-SimulatorLaunch $simulator | Should -BeNullOrEmpty
    }

    It 'shows what to do under what failed' {
        $env:GENESYSCLOUD_OAUTHCLIENT_ID = 'a0000000-0000-4000-8000-000000000003'
        $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = 'not-a-secret-view-only'
        Connect-GenesysCloud
        $failed = Test-GenesysCloudAccess | Where-Object Result -EQ Failed
        $failed.Check | Should -Be Start-GenesysFlow
        (Get-Line $failed) -join ' ' -replace ' +', ' ' |
            Should -Match '^Result .* Failed Start-GenesysFlow Lacks architect:flow:launch \(required to launch flows\)\. > Grant architect:flow:launch\. '
    }
}
