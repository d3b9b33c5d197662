BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    $manifest = Import-PowerShellDataFile "$root/GenesysFlows.psd1"
    $module = Import-Module GenesysFlows -PassThru

    # The PowerShell that runs the tests, as a command and its first arguments.
    $pwsh = @([Environment]::ProcessPath)
    if ((Split-Path $pwsh[0] -LeafBase) -eq 'dotnet') { $pwsh += "$PSHOME/pwsh.dll" }

    function Get-RelativeFile([string] $Folder) {
        Get-ChildItem $Folder -Recurse -File -Force | ForEach-Object { [IO.Path]::GetRelativePath($Folder, $_).Replace('\', '/') } | Sort-Object
    }
}

Describe 'The package' {
    It 'is what these tests import' {
        $module.ModuleBase | Should -Be (Resolve-Path "$env:GENESYSFLOWS_TEST_MODULES/GenesysFlows/$($manifest.ModuleVersion)").Path
    }

    It 'holds what is shipped, and nothing else' {
        Get-RelativeFile $module.ModuleBase | Should -Be (@(
                'bin/FlowCmdlets.dll', 'bin/FlowCmdlets.Loader.dll', 'bin/GenesysFlows.Format.ps1xml', 'bin/GenesysFlows.Types.ps1xml',
                'bin/Dependencies/GenesysCloud.dll', 'bin/Dependencies/GenesysCloud.Launching.dll', 'bin/Dependencies/Polly.Core.dll',
                'en-US/FlowCmdlets.dll-Help.xml',
                'en-US/about_GenesysFlows.help.txt', 'en-US/about_GenesysFlows_Errors.help.txt', 'en-US/about_GenesysFlows_Journal.help.txt',
                'en-US/about_GenesysFlows_Rows.help.txt', 'en-US/about_GenesysFlows_Scheduling.help.txt', 'en-US/about_GenesysFlows_Sessions.help.txt',
                'GenesysFlows.psd1', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt') | Sort-Object)
    }

    It 'exports the cmdlets that its manifest names' {
        Test-ModuleManifest "$($module.ModuleBase)/GenesysFlows.psd1" -ErrorAction Stop
        $module.ExportedCommands.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'has one version in its manifest and its assemblies' {
        foreach ($assembly in 'FlowCmdlets.dll', 'FlowCmdlets.Loader.dll', 'Dependencies/GenesysCloud.dll', 'Dependencies/GenesysCloud.Launching.dll') {
            [Reflection.AssemblyName]::GetAssemblyName("$($module.ModuleBase)/bin/$assembly").Version.ToString(3) | Should -Be $manifest.ModuleVersion
        }
    }
}

Describe 'Installing as the README says' {
    It 'into a modules folder that does not exist yet has Import-Module find the module by its name' {
        $install = [regex]::Match((Get-Content "$root/README.md" -Raw), '(?s)```powershell\r?\n\./build\.ps1 -Task Package[^\n]*\n(?<Copy>.*?)```').Groups['Copy'].Value
        $install | Should -Match Copy-Item
        $clone = New-Item "$TestDrive/clone" -ItemType Directory
        Copy-Item $env:GENESYSFLOWS_TEST_MODULES "$clone/output" -Recurse
        $modules = "$TestDrive/home/powershell/Modules"

        $base = & $pwsh[0] @($pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -Command {
            param($Clone, $Modules, $Install)
            $ErrorActionPreference = 'Stop'
            Set-Location $Clone
            $env:PSModulePath = $Modules, "$PSHOME/Modules" -join [IO.Path]::PathSeparator
            # Twice: an update is done in the same way.
            Invoke-Expression $Install
            Invoke-Expression $Install
            (Import-Module GenesysFlows -PassThru).ModuleBase
        } -args $clone, $modules, $install

        $base | Should -Be "$modules/GenesysFlows/$($manifest.ModuleVersion)".Replace('/', [IO.Path]::DirectorySeparatorChar)
        Get-RelativeFile $modules | Should -Be (Get-RelativeFile $module.ModuleBase).ForEach{ "GenesysFlows/$($manifest.ModuleVersion)/$_" }
    }
}

Describe 'build.ps1 -Task Package' {
    BeforeAll {
        # A working tree of its own: the package under test stays as it is.
        $tree = "$TestDrive/tree"
        $null = New-Item "$tree/src" -ItemType Directory
        foreach ($name in 'build.ps1', 'build', 'docs', 'global.json', 'Directory.Build.props', 'Directory.Packages.props', '.editorconfig', 'GenesysFlows.psd1', 'LICENSE', 'THIRD-PARTY-NOTICES.txt', 'README.md') {
            Copy-Item "$root/$name" $tree -Recurse
        }
        Get-ChildItem "$root/src" -Directory -Exclude Playground, *.Simulator | Copy-Item -Destination "$tree/src" -Recurse
        $package = "$tree/output/GenesysFlows/$($manifest.ModuleVersion)"

        # Build servers would outlive the test and hold its files.
        $env:MSBUILDDISABLENODEREUSE = 1
        $env:UseSharedCompilation = 'false'

        function Invoke-Build {
            $script:output = & $pwsh[0] @($pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -File "$tree/build.ps1" -Task Package 2>&1 | Out-String
            $script:exitCode = $LASTEXITCODE
        }

        # Builds a tree in which a file is not as it should be, and puts the file back.
        function Invoke-BuildWith([string] $Name, [scriptblock] $Change) {
            $file = "$tree/$Name"
            Copy-Item $file "$TestDrive/kept"
            try {
                & $Change $file
                Invoke-Build
            } finally {
                Move-Item "$TestDrive/kept" $file -Force
            }
        }

        Invoke-Build
    }

    It 'lays out the package and zips it, whichever way PowerShell is installed' {
        $exitCode | Should -Be 0 -Because $output
        Get-RelativeFile $package | Should -Be (Get-RelativeFile $module.ModuleBase)
        Expand-Archive "$tree/output/GenesysFlows-$($manifest.ModuleVersion).zip" "$TestDrive/unzipped"
        Get-RelativeFile "$TestDrive/unzipped" | Should -Be (Get-RelativeFile $package)
    }

    It 'holds the same assemblies and help as a package that was built in another folder, and no path of either' {
        foreach ($assembly in 'FlowCmdlets.dll', 'FlowCmdlets.Loader.dll', 'Dependencies/GenesysCloud.dll', 'Dependencies/GenesysCloud.Launching.dll') {
            $bytes = [IO.File]::ReadAllBytes("$package/bin/$assembly")
            [Text.Encoding]::Latin1.GetString($bytes) | Should -Not -Match ([regex]::Escape("$TestDrive"))
        }

        $other = "$TestDrive/another folder/tree"
        $null = New-Item $other -ItemType Directory
        Get-ChildItem $tree -Force -Exclude artifacts, bin, en-US, output | Copy-Item -Destination $other -Recurse
        $build = & dotnet build "$other/src/FlowCmdlets" --configuration Release 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $build

        foreach ($assembly in 'FlowCmdlets.dll', 'FlowCmdlets.Loader.dll', 'Dependencies/GenesysCloud.dll', 'Dependencies/GenesysCloud.Launching.dll') {
            (Get-FileHash "$other/bin/$assembly").Hash | Should -Be (Get-FileHash "$package/bin/$assembly").Hash -Because $assembly
        }

        foreach ($file in Get-ChildItem "$package/en-US") {
            (Get-FileHash "$other/en-US/$($file.Name)").Hash | Should -Be (Get-FileHash $file).Hash -Because $file.Name
        }
    }

    It 'leaves the package of before when a file is missing, and nothing half-made' {
        $before = Get-RelativeFile "$tree/output"
        Invoke-BuildWith LICENSE { Remove-Item $args[0] }

        $exitCode | Should -Not -Be 0
        $output | Should -Match LICENSE
        Get-RelativeFile "$tree/output" | Should -Be $before
    }

    It 'makes no package whose manifest names another version than the assemblies have' {
        Invoke-BuildWith GenesysFlows.psd1 {
            $content = Get-Content $args[0] -Raw
            Set-Content $args[0] $content.Replace("'$($manifest.ModuleVersion)'", "'99.0.0'") -NoNewline
        }

        $exitCode | Should -Not -Be 0
        $output | Should -Match '99\.0\.0'
        Test-Path "$tree/output/GenesysFlows/99.0.0" | Should -BeFalse
    }

    It 'leaves no package when it does not pass its check' {
        Invoke-BuildWith GenesysFlows.psd1 {
            $content = Get-Content $args[0] -Raw
            Set-Content $args[0] $content.Replace("'Get-GenesysFlow'", "'Get-GenesysFlou'") -NoNewline
        }

        $exitCode | Should -Not -Be 0
        Test-Path $package | Should -BeFalse
    }
}
