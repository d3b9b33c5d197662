BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath

    # Build servers would outlive the test and hold its files.
    $env:MSBUILDDISABLENODEREUSE = 1
    $configuration = $env:GENESYSFLOWS_TEST_CONFIGURATION
    $null = New-Item "$TestDrive/packages" -ItemType Directory

    # What the suite was built with is packed; nothing is built again.
    $packed = & dotnet pack "$root/src/GenesysCloud.Simulator" --configuration $configuration --no-build --output "$TestDrive/packages" 2>&1 | Out-String
    $installed = & dotnet tool install GenesysCloud.Simulator --tool-path "$TestDrive/tools" --source "$TestDrive/packages" 2>&1 | Out-String
    $tool = "$TestDrive/tools/genesyscloud-simulator"

    # Starts the tool and waits for its line.
    function Start-Tool([string[]] $Arguments) {
        $start = [Diagnostics.ProcessStartInfo]::new($tool, $Arguments)
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        if ($process.StandardOutput.ReadLine() -notmatch 'at (?<Address>\S+) \(client id (?<Id>\S+) secret (?<Secret>\S+)\)') { throw 'The tool did not become ready.' }
        @{ Process = $process; Address = $Matches.Address; Id = $Matches.Id; Secret = $Matches.Secret }
    }
}

Describe 'The simulator as a .NET tool' {
    It 'is packed, and installed from a folder' {
        $tool | Should -Exist -Because "$packed$installed"
        "$TestDrive/packages/*.nupkg" | Should -Exist
    }

    It 'says what is wrong with an argument, with exit code 2' {
        $said = & $tool --prot 5005 2>&1
        $LASTEXITCODE | Should -Be 2
        "$($said[0])" | Should -Be "'--prot' is not an option."
    }

    It 'stands in for an organization: its flows are exported, and a scheduled script runs against them as it is' {
        $organization = Start-Simulator
        try {
            Connect-GenesysCloud
            Export-GenesysFlowDefinition "$TestDrive/flows.json" -Flow 'Onboard employee'
            Disconnect-GenesysCloud
        } finally {
            Stop-Simulator $organization
        }

        # The script knows nothing of the simulator; its first launch is refused once.
        New-EmployeeRow 4 | Export-Csv "$TestDrive/people.csv"
        Set-Content "$TestDrive/launch.ps1" @'
Import-Module GenesysFlows
Connect-GenesysCloud
Import-Csv people.csv | Start-GenesysFlow 'Onboard employee' -Key EmployeeNumber -Journal run.jsonl -IgnoreColumn Employee -Wait |
    Export-Csv results.csv
'@
        $copy = Start-Tool '--flows', "$TestDrive/flows.json", '--setting', 'rateLimit=60', '--fault', 'kind=TooManyRequests,method=POST,path=/api/v2/flows/executions,retryAfterSeconds=1'
        $kept = @{}
        try {
            $values = @{
                GENESYSCLOUD_REGION             = $copy.Address
                GENESYSCLOUD_OAUTHCLIENT_ID     = $copy.Id
                GENESYSCLOUD_OAUTHCLIENT_SECRET = $copy.Secret
            }
            foreach ($name in $values.Keys) { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
            Set-SimulatorEnvironment $values
            $run = Invoke-Pwsh './launch.ps1' -WorkingDirectory "$TestDrive" -NonInteractive
            $run.ErrorOutput | Should -BeNullOrEmpty
            (Import-Csv "$TestDrive/results.csv").Status | Should -Be (@('COMPLETED') * 4)
            $launches = (Invoke-RestMethod "$($copy.Address)/_simulator/launches").launches
            $launches.inputData.'Flow.badgeNumber' | Sort-Object | Should -Be 1, 2, 3, 4
            (Invoke-RestMethod "$($copy.Address)/_simulator/settings").rateLimit | Should -Be 60
            (Invoke-RestMethod "$($copy.Address)/_simulator/faults").faults.met | Should -Be 1
        } finally {
            Set-SimulatorEnvironment $kept
            $copy.Process.Kill()
            $copy.Process.WaitForExit()
        }
    }
}
