#Requires -Version 7.4
<#
.SYNOPSIS
Writes the software bill of materials of a module: its assemblies and the packages that they come from, as CycloneDX 1.6.

.DESCRIPTION
The same module has the same bill: it holds no time and no serial number, which CycloneDX doesn't require.
#>
[CmdletBinding()]
param(
    # The folder of the module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The .deps.json file of the build, which says what NuGet resolved.
    [Parameter(Mandatory)]
    [string] $Dependencies,

    # The folder of NuGet packages, whose nuspec files name the licenses.
    [Parameter(Mandatory)]
    [string] $Packages,

    # The file to write.
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$manifest = Import-PowerShellDataFile "$Module/GenesysFlows.psd1"
$resolved = Get-Content $Dependencies -Raw | ConvertFrom-Json -AsHashtable
$target = $resolved.targets[$resolved.runtimeTarget.name]

function Get-FileComponent([IO.FileInfo] $File) {
    $name = [IO.Path]::GetRelativePath($Module, $File).Replace('\', '/')
    [ordered]@{
        type      = 'file'
        'bom-ref' = $name
        name      = $name
        version   = [Diagnostics.FileVersionInfo]::GetVersionInfo($File).FileVersion
        hashes    = @([ordered]@{ alg = 'SHA-256'; content = (Get-FileHash $File -Algorithm SHA256).Hash.ToLowerInvariant() })
    }
}

function Get-PackageComponent([string] $Key, [IO.FileInfo] $File) {
    $library = $resolved.libraries[$Key]
    $name, $version = $Key -split '/'
    $nuspec = [xml] (Get-Content "$Packages/$($library.path)/$($name.ToLowerInvariant()).nuspec" -Raw)
    $license = $nuspec.package.metadata.license
    if ($license.type -ne 'expression') { throw "$Key declares no license expression. The bill of materials must name its license." }
    [ordered]@{
        type       = 'library'
        'bom-ref'  = "pkg:nuget/$name@$version"
        name       = $name
        version    = $version
        hashes     = @([ordered]@{
                alg     = 'SHA-512'
                content = [Convert]::ToHexString([Convert]::FromBase64String($library.sha512 -replace '^sha512-')).ToLowerInvariant()
            })
        licenses   = @(@{ expression = $license.InnerText })
        purl       = "pkg:nuget/$name@$version"
        components = @(Get-FileComponent $File)
    }
}

$assemblies = [IO.FileInfo[]] (Get-ChildItem $Module -Filter *.dll -Recurse)
[Array]::Sort([string[]] $assemblies.Name, $assemblies, [StringComparer]::Ordinal)
$components = foreach ($file in $assemblies) {
    $key = $target.Keys.Where{ @($target[$_].runtime.Keys).Where{ $_ -and (Split-Path $_ -Leaf) -eq $file.Name } }
    if ($key.Count -ne 1) { throw "$($file.Name) is shipped, but $Dependencies doesn't say where it comes from." }
    if ($resolved.libraries[$key[0]].type -eq 'package') { Get-PackageComponent $key[0] $file } else { Get-FileComponent $file }
}

$bill = [ordered]@{
    '$schema'    = 'http://cyclonedx.org/schema/bom-1.6.schema.json'
    bomFormat    = 'CycloneDX'
    specVersion  = '1.6'
    version      = 1
    metadata     = [ordered]@{
        component = [ordered]@{
            type        = 'library'
            'bom-ref'   = 'GenesysFlows'
            name        = 'GenesysFlows'
            version     = $manifest.ModuleVersion
            description = $manifest.Description
            licenses    = @(@{ expression = 'MIT' })
        }
    }
    components   = @($components)
    dependencies = @([ordered]@{ ref = 'GenesysFlows'; dependsOn = @($components.ForEach{ $_['bom-ref'] }) })
}
[IO.File]::WriteAllText($Path, ($bill | ConvertTo-Json -Depth 10).ReplaceLineEndings("`n") + "`n")
