# Starts the simulator as a process, points the environment at it, and uses its control API.

Import-Module "$PSScriptRoot/Secrets.psm1"

$script:Variables = 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'GENESYSCLOUD_ACCESS_TOKEN',
    'GENESYS_CLOUD_REGION', 'GENESYS_CLOUD_ENVIRONMENT', 'GENESYS_CLOUD_CLIENT_ID', 'GENESYS_CLOUD_CLIENT_SECRET', 'GENESYS_CLOUD_SECRET'

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

# The files of the test before have no secret in them.
function Reset-Simulator($Simulator) {
    if (Get-PSDrive TestDrive -ErrorAction Ignore) { Assert-NoSecretInFolder (Get-PSDrive TestDrive).Root }
    $null = Invoke-RestMethod "$($Simulator.Address)/_simulator/reset" -Method Post
}

function Set-Simulator($Simulator, [hashtable] $Settings) {
    $null = Invoke-RestMethod "$($Simulator.Address)/_simulator/settings" -Method Patch -Body ($Settings | ConvertTo-Json)
}

function Add-SimulatorFault($Simulator, [hashtable] $Fault) {
    $null = Invoke-RestMethod "$($Simulator.Address)/_simulator/faults" -Method Post -Body ($Fault | ConvertTo-Json)
}

# Every launch that happened, whether or not a client got the response.
function Get-SimulatorLaunch($Simulator) {
    (Invoke-RestMethod "$($Simulator.Address)/_simulator/launches").launches
}

# Rows for the flow 'Onboard employee'.
function New-EmployeeRow([int] $Count) {
    foreach ($number in 1..$Count) {
        [pscustomobject]@{
            EmployeeNumber = "E$number"
            Employee       = "Example, No. $number"
            UserId         = [guid]::NewGuid()
            StartDate      = '2026-12-01'
            BadgeNumber    = $number
        }
    }
}

Export-ModuleMember -Function Start-Simulator, Stop-Simulator, Set-SimulatorEnvironment, Reset-Simulator, Set-Simulator,
    Add-SimulatorFault, Get-SimulatorLaunch, New-EmployeeRow
