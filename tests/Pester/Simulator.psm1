# Starts the simulator as a process, points the environment at it, and talks to its control door.

$script:Variables = 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'GENESYSCLOUD_ACCESS_TOKEN',
    'GENESYS_CLOUD_REGION', 'GENESYS_CLOUD_CLIENT_ID', 'GENESYS_CLOUD_CLIENT_SECRET'

function Start-Simulator {
    $configuration = $env:GENESYSFLOWS_TEST_CONFIGURATION.ToLowerInvariant()
    $assembly = "$PSScriptRoot/../../artifacts/bin/GenesysCloud.Simulator/$configuration/GenesysCloud.Simulator.dll"

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]]($assembly, '--port', '0'))
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(30000) -or $line.Result -notmatch 'at (?<Address>\S+) \(client id (?<Id>\S+) secret (?<Secret>\S+)\)') {
        $process.Kill()
        throw "The simulator did not become ready: $($line.Result)"
    }

    $simulator = [pscustomobject]@{
        Address     = $Matches.Address
        Process     = $process
        Environment = @{}
    }
    foreach ($name in $script:Variables) { $simulator.Environment[$name] = [Environment]::GetEnvironmentVariable($name) }
    Set-SimulatorEnvironment @{
        GENESYSCLOUD_REGION             = $Matches.Address
        GENESYSCLOUD_OAUTHCLIENT_ID     = $Matches.Id
        GENESYSCLOUD_OAUTHCLIENT_SECRET = $Matches.Secret
    }
    $simulator
}

function Stop-Simulator($Simulator) {
    Set-SimulatorEnvironment $Simulator.Environment
    $Simulator.Process.Kill()
    $Simulator.Process.WaitForExit()
}

# Variables that are not named are removed, so that nobody's real credentials take part.
function Set-SimulatorEnvironment([hashtable] $Values) {
    foreach ($name in $script:Variables) { [Environment]::SetEnvironmentVariable($name, $Values[$name]) }
}

function Reset-Simulator($Simulator) {
    $null = Invoke-RestMethod "$($Simulator.Address)/_simulator/reset" -Method Post
}

function Set-Simulator($Simulator, [hashtable] $Settings) {
    $null = Invoke-RestMethod "$($Simulator.Address)/_simulator/settings" -Method Patch -Body ($Settings | ConvertTo-Json)
}

# Every launch that happened, whether or not anybody was told.
function Get-SimulatorLaunch($Simulator) {
    (Invoke-RestMethod "$($Simulator.Address)/_simulator/launches").launches
}

Export-ModuleMember -Function Start-Simulator, Stop-Simulator, Set-SimulatorEnvironment, Reset-Simulator, Set-Simulator, Get-SimulatorLaunch
