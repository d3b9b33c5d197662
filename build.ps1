#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests or packages the module.

.EXAMPLE
./build.ps1 -Task Test
Builds, and runs the xunit and the Pester tests.

.EXAMPLE
./build.ps1 -Task Package
Lays the module out under output/GenesysFlows, checks it in a new PowerShell, and zips it.
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
    $version = (Import-PowerShellDataFile GenesysFlows.psd1).ModuleVersion
    $package = Join-Path $PSScriptRoot output GenesysFlows $version
    $archive = Join-Path $PSScriptRoot output "GenesysFlows-$version.zip"
    dotnet build src/FlowCmdlets --configuration $Configuration -target:LayOutPackage
    try {
        Assert-Package "$package/GenesysFlows.psd1"
        [IO.Compression.ZipFile]::CreateFromDirectory($package, "$archive.new")
        Move-Item "$archive.new" $archive -Force
    } catch {
        Remove-Item $package, "$archive.new" -Recurse -ErrorAction Ignore
        throw
    }
    Write-Host "Packaged in $package and $archive."
}

# In a process of its own: an assembly cannot be unloaded, and while it is loaded it cannot be built again on Windows.
function Assert-Package([string] $Manifest) {
    $program = [Environment]::ProcessPath
    # PowerShell as a .NET tool is an assembly that dotnet runs.
    $assembly = (Split-Path $program -LeafBase) -eq 'dotnet' ? @("$PSHOME/pwsh.dll") : @()
    & $program @assembly -NoProfile -NonInteractive -Command {
        param($Manifest)
        $ErrorActionPreference = 'Stop'
        $declared = (Test-ModuleManifest $Manifest).ExportedCmdlets.Keys
        $exported = (Import-Module $Manifest -PassThru).ExportedCmdlets.Keys
        $differences = Compare-Object $declared $exported
        if ($differences) { throw "The manifest and the assembly differ in $($differences.InputObject -join ', ')." }
    } -args $Manifest
}

foreach ($name in $Task) { & $name }
