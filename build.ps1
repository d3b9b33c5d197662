#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests or packages the module.

.EXAMPLE
./build.ps1 -Task Test
Builds, and runs the xunit and the Pester tests.

.EXAMPLE
./build.ps1 -Task Package
Lays the module out under output/GenesysFlows, checks it in a new PowerShell, and packs it as a .nupkg file.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

function Build {
    dotnet build --configuration $Configuration
}

function Test {
    dotnet test --configuration $Configuration
}

function Package {
    dotnet build src/FlowCmdlets --configuration $Configuration -target:PackModule
}

foreach ($name in $Task) { & $name }
