<#
.SYNOPSIS
Runs one Pester test file and writes its results, as JSON, to a file.

.DESCRIPTION
Tests find the package by its name: its folder comes first in PSModulePath, for this process and those it starts.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ReportPath,
    # Pester's manifest.
    [Parameter(Mandatory)] [string] $Pester,
    # The folder that has the package as GenesysFlows/<version>.
    [Parameter(Mandatory)] [string] $Modules,
    # A wildcard pattern of the tests to run.
    [string] $FullName,
    [switch] $DiscoverOnly
)

$ErrorActionPreference = 'Stop'
$env:GENESYSFLOWS_TEST_MODULES = $Modules
$env:PSModulePath = $Modules + [IO.Path]::PathSeparator + $env:PSModulePath
Import-Module $Pester

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = [bool] $DiscoverOnly
$configuration.Output.Verbosity = 'None'
# Failures are reported as Pester reports them; color would end up in the report.
$configuration.Output.RenderMode = 'Plaintext'
if ($FullName) { $configuration.Filter.FullName = $FullName }
# A test may set it; a suite that does not may not depend on it.
$ErrorActionPreference = 'Continue'
$Error.Clear()
$transcript = New-TemporaryFile
$null = Start-Transcript $transcript -Force
$run = Invoke-Pester -Configuration $configuration
$null = Stop-Transcript
$ErrorActionPreference = 'Stop'

# No test may show a secret, in whatever it writes to the host or in an error.
Import-Module "$PSScriptRoot/../Secrets.psm1"
$shown = (Get-Content $transcript -Raw), ($Error | Format-List * -Force | Out-String), ($run.Tests.StandardOutput | Out-String)
Remove-Item $transcript
$secrets = @($shown | Find-Secret | Select-Object -Unique)

function ConvertTo-Result([string] $Name, $Item, [int] $Line, [string] $Outcome, [string] $Message) {
    $errors = @($Item.ErrorRecord)
    if (-not $Message) { $Message = $errors.ForEach{ $_.DisplayErrorMessage ?? "$_" } -join "`n" }
    if (-not $Message -and $Outcome -eq 'Failed') { $Message = 'It did not run: the setup around it failed.' }
    @{
        name         = $Name
        file         = $Path
        line         = $Line
        outcome      = $Outcome
        milliseconds = $Item.Duration.TotalMilliseconds
        message      = $Message
        stackTrace   = $errors.ForEach{ $_.DisplayStackTrace ?? $_.ScriptStackTrace } -join "`n"
    }
}

$results = @(
    foreach ($test in $run.Tests) {
        $outcome = switch ($test.Result) {
            'Passed' { 'Passed' }
            'Skipped' { 'Skipped' }
            'Inconclusive' { 'Skipped' }
            'NotRun' { 'NotRun' }
            default { 'Failed' }
        }
        # A test that the filter left out is no result.
        if ($outcome -eq 'NotRun' -and -not $DiscoverOnly) { continue }
        ConvertTo-Result $test.ExpandedPath $test $test.StartLine $outcome
    }
    foreach ($block in $run.FailedBlocks) { ConvertTo-Result "$($block.ExpandedPath) (setup or teardown)" $block $block.StartLine Failed }
    foreach ($container in $run.FailedContainers) { ConvertTo-Result (Split-Path $Path -Leaf) $container 1 Failed }
    if ($secrets) {
        ConvertTo-Result "$(Split-Path $Path -Leaf): no secret is shown" $run 1 Failed "The tests of this file show secrets: $secrets"
    }
    if (-not $run.Tests -and -not $run.FailedContainers) {
        ConvertTo-Result (Split-Path $Path -Leaf) $run 1 Failed 'The file contains no tests.'
    }
)
ConvertTo-Json @{ tests = $results } -Depth 4 | Set-Content $ReportPath
