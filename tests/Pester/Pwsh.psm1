# Starts PowerShells beside the one that runs the tests: the same program, without a profile.

# The program and its first arguments.
function Get-PwshCommand {
    [Environment]::ProcessPath
    # PowerShell as a .NET tool is an assembly that dotnet runs.
    if ((Split-Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') { "$PSHOME/pwsh.dll" }
}

# Starts PowerShell; what it reads and writes is redirected.
function Start-Pwsh {
    [OutputType([Diagnostics.Process])]
    param([Parameter(Mandatory)] [string[]] $Arguments, [string] $WorkingDirectory = $PWD.ProviderPath)

    $command = @(Get-PwshCommand)
    $own = @($command | Select-Object -Skip 1) + '-NoLogo', '-NoProfile'
    $start = [Diagnostics.ProcessStartInfo]::new($command[0], [string[]] ($own + $Arguments))
    $start.WorkingDirectory = $WorkingDirectory
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.Environment['NO_COLOR'] = '1'
    [Diagnostics.Process]::Start($start)
}

# Waits until PowerShell exits, and returns what it wrote. It is given the lines of InputText to read.
function Wait-Pwsh {
    param([Parameter(Mandatory)] [Diagnostics.Process] $Process, [string] $InputText)

    $output = $Process.StandardOutput.ReadToEndAsync()
    $errorOutput = $Process.StandardError.ReadToEndAsync()
    $Process.StandardInput.Write($InputText)
    $Process.StandardInput.Close()
    $Process.WaitForExit()
    [pscustomobject]@{ ExitCode = $Process.ExitCode; Output = $output.Result; ErrorOutput = $errorOutput.Result }
    $Process.Dispose()
}

# Runs a script in PowerShell; the module is there by its name, as in the tests.
function Invoke-Pwsh {
    param(
        [Parameter(Mandatory)] [string] $Script,
        [string] $InputText,
        [string] $WorkingDirectory = $PWD.ProviderPath,
        [switch] $NonInteractive
    )

    $arguments = @(if ($NonInteractive) { '-NonInteractive' }) + '-Command', $Script
    Wait-Pwsh (Start-Pwsh $arguments $WorkingDirectory) $InputText
}

Export-ModuleMember -Function Get-PwshCommand, Start-Pwsh, Wait-Pwsh, Invoke-Pwsh
