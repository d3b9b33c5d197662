<#
.SYNOPSIS
Shows the line coverage of each shipped assembly, over all test projects that `dotnet test -p:Coverage=true` measured.

.PARAMETER Path
The folder of the Cobertura files.

.PARAMETER Uncovered
Lists the lines that no test ran, too.
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/../artifacts/coverage",
    [switch] $Uncovered
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$assemblies = [Collections.Generic.SortedDictionary[string, hashtable]]::new()
foreach ($report in Get-ChildItem $Path -Filter *.cobertura.*.xml) {
    $coverage = ([xml](Get-Content $report -Raw)).coverage
    foreach ($package in $coverage.packages.package) {
        if (-not $assemblies.ContainsKey($package.name)) { $assemblies[$package.name] = @{} }
        # A line counts once, whichever report has run it.
        $lines = $assemblies[$package.name]
        foreach ($class in $package.classes.class) {
            # Relative to a root of the report's own, which differs between reports.
            $file = @($coverage.sources.source).ForEach{ Join-Path $_ $class.filename }.Where({ Test-Path $_ }, 'First')[0]
            foreach ($line in $class.lines.line) {
                $key = $file, [int] $line.number -join ':'
                $lines[$key] = $lines[$key] -or [int] $line.hits -gt 0
            }
        }
    }
}
if ($assemblies.Count -eq 0) { throw "There is no coverage in $Path. Run: dotnet test -p:Coverage=true" }

foreach ($name in $assemblies.Keys) {
    $lines = $assemblies[$name]
    $covered = @($lines.Values -eq $true).Count
    'Coverage of {0}: {1:0.0} % of {2} lines' -f $name, (100 * $covered / $lines.Count), $lines.Count
    if ($Uncovered) { $lines.Keys.Where{ -not $lines[$_] } | Sort-Object { $_ -replace ':.*' }, { [int]($_ -replace '.*:') } | ForEach-Object { "  $([IO.Path]::GetRelativePath($root, $_))" } }
}
