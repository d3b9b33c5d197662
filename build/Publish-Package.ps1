#Requires -Version 7.4
<#
.SYNOPSIS
Publishes the package file of a folder to the PowerShell Gallery, if it has the version of the tag and the project's own addresses.
#>
[CmdletBinding()]
param(
    # The folder with the package file, as build.ps1 -Task Package leaves it in output.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The tag of the release: v and the version.
    [Parameter(Mandatory)]
    [string] $Tag,

    # The key of the Gallery. From the environment, a key is in no list of processes.
    [string] $ApiKey = $env:API_KEY
)

$ErrorActionPreference = 'Stop'
$package = Get-Item "$Folder/GenesysFlows.*.nupkg"
$expected = "GenesysFlows.$($Tag -replace '^v').nupkg"
if ($package.Name -ne $expected) { throw "The tag is $Tag, the package $($package.Name)." }
if ((Get-Content "$Folder/GenesysFlows/*/GenesysFlows.psd1" -Raw) -match '\.example/') {
    throw "Set the addresses in GenesysFlows.psd1 to the project's own."
}
Publish-PSResource -NupkgPath $package -Repository PSGallery -ApiKey $ApiKey
