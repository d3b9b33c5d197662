#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests or packages the module.

.EXAMPLE
./build.ps1 -Task Test
Builds, runs the xunit tests, then the Pester tests if Pester 5 is installed.

.EXAMPLE
./build.ps1 -Task Package
Lays the module out under output/GenesysFlows, checks it in a new pwsh, and zips it.
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
    if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE 5.5)) {
        Write-Warning 'The Pester tests were not run: they need Pester 5.5 or later (Install-PSResource Pester).'
        return
    }
    # In a process of its own: an assembly cannot be unloaded, and while it is loaded it cannot be built anew on Windows.
    Invoke-Pwsh "Invoke-Pester -Configuration @{ Run = @{ Path = 'tests/Pester'; Exit = `$true } }"
}

function Package {
    Build
    $manifest = Import-PowerShellDataFile GenesysFlows.psd1
    $package = Join-Path $PSScriptRoot output GenesysFlows $manifest.ModuleVersion
    $files = @(
        'GenesysFlows.psd1'
        'LICENSE'
        'README.md'
        'bin/FlowCmdlets.dll'
        'bin/GenesysCloud.dll'
        'bin/GenesysCloud.Launching.dll'
        'bin/GenesysFlows.Format.ps1xml'
        'bin/Polly.Core.dll'
    )

    if (Test-Path $package) { Remove-Item $package -Recurse }
    $null = New-Item $package/bin -ItemType Directory
    foreach ($file in $files) { Copy-Item $file $package/$file }

    $inside = Get-ChildItem $package -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($package, $_).Replace('\', '/') }
    $differences = Compare-Object $files $inside
    if ($differences) { throw "The package does not hold exactly what it should: $($differences.InputObject -join ', ')." }
    $built = [Reflection.AssemblyName]::GetAssemblyName("$package/bin/FlowCmdlets.dll").Version.ToString(3)
    if ($built -ne $manifest.ModuleVersion) { throw "The manifest says version $($manifest.ModuleVersion), the assembly $built." }
    Invoke-Pwsh @"
        `$ErrorActionPreference = 'Stop'
        `$null = Test-ModuleManifest '$package/GenesysFlows.psd1'
        `$module = Import-Module '$package/GenesysFlows.psd1' -PassThru
        `$declared = (Import-PowerShellDataFile '$package/GenesysFlows.psd1').CmdletsToExport
        `$differences = Compare-Object @(`$module.ExportedCmdlets.Keys) `$declared
        if (`$differences) { throw "The manifest and the assembly differ in `$(`$differences.InputObject -join ', ')." }
"@

    $archive = Join-Path $PSScriptRoot output "GenesysFlows-$($manifest.ModuleVersion).zip"
    if (Test-Path $archive) { Remove-Item $archive }
    [IO.Compression.ZipFile]::CreateFromDirectory($package, $archive)
    Write-Host "Packaged in $package and $archive."
}

function Invoke-Pwsh([string] $Command) {
    & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $Command
}

foreach ($name in $Task) { & $name }
