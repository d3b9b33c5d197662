#Requires -Version 7.4
<#
.SYNOPSIS
Checks a module and packs it as a .nupkg file, in the form that the PowerShell Gallery and Install-PSResource take.

.DESCRIPTION
The same files make the same package, byte for byte: entries are sorted, have one fixed time, and are stored, since what a
compressor writes differs between processors and versions of .NET. NuGet's own pack target writes times and the name of the
machine's operating system into a package, and would need the facts of the manifest a second time.
#>
[CmdletBinding()]
param(
    # The folder of the module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The .nupkg file to write. A package of that name is replaced.
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$Module = (Resolve-Path -LiteralPath $Module).ProviderPath.TrimEnd('\', '/')
$data = Import-PowerShellDataFile "$Module/GenesysFlows.psd1"
$id = 'GenesysFlows'

# The manifest is valid, and names what the assembly exports. This process ends with the script, and its locks with it.
function Assert-Module {
    $declared = (Test-ModuleManifest "$Module/$id.psd1" -WarningAction Stop).ExportedCmdlets.Keys
    $exported = (Import-Module "$Module/$id.psd1" -PassThru).ExportedCmdlets.Keys
    $differences = Compare-Object $declared $exported
    if ($differences) { throw "The manifest and the assembly differ in $($differences.InputObject -join ', ')." }
}

function ConvertTo-XmlText([string] $Text) { [Security.SecurityElement]::Escape($Text) }

# What Publish-PSResource would write, with the tags by which Find-PSResource finds modules and cmdlets.
function Get-Nuspec {
    $about = $data.PrivateData.PSData
    $tags = @($about.Tags) + 'PSModule' + 'PSIncludes_Cmdlet' + $data.CmdletsToExport.ForEach{ "PSCmdlet_$_"; "PSCommand_$_" }
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$id</id>
    <version>$($data.ModuleVersion)</version>
    <authors>$(ConvertTo-XmlText $data.Author)</authors>
    <owners>$(ConvertTo-XmlText $data.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl>$(ConvertTo-XmlText $about.LicenseUri)</licenseUrl>
    <projectUrl>$(ConvertTo-XmlText $about.ProjectUri)</projectUrl>
    <description>$(ConvertTo-XmlText $data.Description)</description>
    <releaseNotes>$(ConvertTo-XmlText $about.ReleaseNotes)</releaseNotes>
    <copyright>$(ConvertTo-XmlText $data.Copyright)</copyright>
    <tags>$(ConvertTo-XmlText ($tags -join ' '))</tags>
  </metadata>
</package>
"@
}

# The parts that make a zip file a package (Open Packaging Conventions).
function Get-PackagingPart([string[]] $Files) {
    $properties = "package/services/metadata/core-properties/$id.psmdcp"
    $extensions = @($Files | Where-Object { [IO.Path]::HasExtension($_) } | ForEach-Object { [IO.Path]::GetExtension($_).TrimStart('.') })
    $defaults = @($extensions) + 'nuspec' | Sort-Object -Unique | ForEach-Object { "`n  <Default Extension=`"$_`" ContentType=`"application/octet`" />" }
    $overrides = $Files | Where-Object { -not [IO.Path]::HasExtension($_) } |
        ForEach-Object { "`n  <Override PartName=`"/$_`" ContentType=`"application/octet`" />" }
    @{
        "$id.nuspec"            = Get-Nuspec
        '[Content_Types].xml'   = @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml" />$(-join $defaults)$(-join $overrides)
</Types>
"@
        '_rels/.rels'           = @"
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$id.nuspec" Id="R1" />
  <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/$properties" Id="R2" />
</Relationships>
"@
        $properties             = @"
<?xml version="1.0" encoding="utf-8"?>
<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
  <dc:creator>$(ConvertTo-XmlText $data.Author)</dc:creator>
  <dc:description>$(ConvertTo-XmlText $data.Description)</dc:description>
  <dc:identifier>$id</dc:identifier>
  <version>$($data.ModuleVersion)</version>
</coreProperties>
"@
    }
}

function Write-Package([string] $File) {
    $content = @{}
    foreach ($item in Get-ChildItem $Module -Recurse -File -Force) {
        $content[[IO.Path]::GetRelativePath($Module, $item).Replace('\', '/')] = [IO.File]::ReadAllBytes($item)
    }
    $parts = Get-PackagingPart @($content.Keys)
    foreach ($name in $parts.Keys) { $content[$name] = [Text.Encoding]::UTF8.GetBytes($parts[$name].ReplaceLineEndings("`n") + "`n") }
    $names = [string[]] @($content.Keys)
    [Array]::Sort($names, [StringComparer]::Ordinal)

    $zip = [IO.Compression.ZipFile]::Open($File, 'Create')
    try {
        foreach ($name in $names) {
            $entry = $zip.CreateEntry($name, [IO.Compression.CompressionLevel]::NoCompression)
            $entry.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero)
            # A regular file that its owner writes and everyone reads: -rw-r--r--.
            $entry.ExternalAttributes = 0x81A4 -shl 16
            $stream = $entry.Open()
            try { $stream.Write($content[$name]) } finally { $stream.Dispose() }
        }
    } finally {
        $zip.Dispose()
    }
}

Assert-Module
$new = "$Path.new"
try {
    Write-Package $new
    Move-Item -LiteralPath $new -Destination $Path -Force
} catch {
    Remove-Item -LiteralPath $new -ErrorAction Ignore
    throw
}
