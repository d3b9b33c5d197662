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
                'en-US/about_GenesysFlows_Network.help.txt', 'en-US/about_GenesysFlows_Rows.help.txt', 'en-US/about_GenesysFlows_Scheduling.help.txt', 'en-US/about_GenesysFlows_Sessions.help.txt',
                'GenesysFlows.cdx.json', 'GenesysFlows.psd1', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt') | Sort-Object)
    }

    It 'exports the cmdlets that its manifest names' {
        $null = Test-ModuleManifest "$($module.ModuleBase)/GenesysFlows.psd1" -ErrorAction Stop -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
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
        foreach ($name in '.config', 'build.ps1', 'build', 'docs', 'global.json', 'Directory.Build.props', 'Directory.Packages.props', '.editorconfig', 'GenesysFlows.psd1', 'LICENSE', 'THIRD-PARTY-NOTICES.txt', 'README.md') {
            Copy-Item "$root/$name" $tree -Recurse
        }
        Get-ChildItem "$root/src" -Directory -Exclude Playground, *.Simulator | Copy-Item -Destination "$tree/src" -Recurse
        $package = "$tree/output/GenesysFlows/$($manifest.ModuleVersion)"
        $packageFile = "$tree/output/GenesysFlows.$($manifest.ModuleVersion).nupkg"

        # Build servers would outlive the test and hold its files.
        $env:MSBUILDDISABLENODEREUSE = 1
        $env:UseSharedCompilation = 'false'

        function Invoke-Build {
            $script:output = & $pwsh[0] @($pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -File "$tree/build.ps1" -Task Package 2>&1 | Out-String
            $script:exitCode = $LASTEXITCODE
        }

        # The snippet of docs/installing.md that has a certain command.
        function Get-Snippet([string] $Command) {
            $page = Get-Content "$root/docs/installing.md" -Raw
            [regex]::Matches($page, '(?s)```powershell\r?\n(?<Text>.*?)```').ForEach{ $_.Groups['Text'].Value }.Where{ $_.Contains($Command) } | Select-Object -First 1
        }

        # Runs commands of the page in a new PowerShell that has the folder with the package file as its repository, then a script with
        # the module that they brought into a folder. Repositories and modules are kept apart from those of whoever runs the tests.
        function Invoke-WithRepository([string] $Commands, [string] $Modules, [scriptblock] $Script) {
            $name = "GenesysFlowsTest$(Get-Random)"
            $kept = $env:HOME, $env:XDG_DATA_HOME
            $env:HOME = "$(New-Item "$TestDrive/home" -ItemType Directory -Force)"
            $env:XDG_DATA_HOME = "$(New-Item "$TestDrive/home/.local/share" -ItemType Directory -Force)"
            try {
                & $pwsh[0] @($pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -Command {
                    param($Name, $Folder, $Commands, $Modules, $Script)
                    $ErrorActionPreference = 'Stop'
                    $env:PSModulePath = $Modules, "$PSHOME/Modules" -join [IO.Path]::PathSeparator
                    $Commands = $Commands.Replace('GenesysFlowsFiles', $Name).Replace('C:\packages', "'$Folder'")
                    try {
                        if (-not $Commands.Contains('Register-')) { Register-PSResourceRepository $Name -Uri $Folder -Trusted }
                        Invoke-Expression $Commands
                    } finally {
                        Unregister-PSResourceRepository $Name
                    }
                    Import-Module GenesysFlows
                    Invoke-Expression $Script
                } -args $name, "$tree/output", $Commands, $Modules, $Script.ToString()
            } finally {
                $env:HOME, $env:XDG_DATA_HOME = $kept
            }
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

    It 'lays out the package and packs it, whichever way PowerShell is installed' {
        $exitCode | Should -Be 0 -Because $output
        Get-RelativeFile $package | Should -Be (Get-RelativeFile $module.ModuleBase)
        Expand-Archive $packageFile "$TestDrive/unzipped"
        $parts = '[Content_Types].xml', '_rels/.rels', 'package/services/metadata/core-properties/GenesysFlows.psmdcp', 'GenesysFlows.nuspec'
        Get-RelativeFile "$TestDrive/unzipped" | Where-Object { $_ -notin $parts } | Should -Be (Get-RelativeFile $package)
        foreach ($file in Get-RelativeFile $package) {
            (Get-FileHash "$TestDrive/unzipped/$file").Hash | Should -Be (Get-FileHash "$package/$file").Hash -Because $file
        }
    }

    It 'holds no path of the folder that it was built in' {
        foreach ($assembly in 'FlowCmdlets.dll', 'FlowCmdlets.Loader.dll', 'Dependencies/GenesysCloud.dll', 'Dependencies/GenesysCloud.Launching.dll') {
            $bytes = [IO.File]::ReadAllBytes("$package/bin/$assembly")
            [Text.Encoding]::Latin1.GetString($bytes) | Should -Not -Match ([regex]::Escape("$TestDrive"))
        }
    }

    It 'is the same, byte for byte, as a package that was built in another folder with dotnet alone' {
        $other = "$TestDrive/another folder/tree"
        $null = New-Item $other -ItemType Directory
        Get-ChildItem $tree -Force -Exclude artifacts, bin, en-US, output | Copy-Item -Destination $other -Recurse
        $build = & dotnet build "$other/src/FlowCmdlets" --configuration Release -target:PackModule 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $build

        # File by file first: a difference has a name.
        foreach ($file in Get-RelativeFile $package) {
            (Get-FileHash "$other/output/GenesysFlows/$($manifest.ModuleVersion)/$file").Hash | Should -Be (Get-FileHash "$package/$file").Hash -Because $file
        }

        (Get-FileHash "$other/output/$(Split-Path $packageFile -Leaf)").Hash | Should -Be (Get-FileHash $packageFile).Hash
    }

    It 'describes the module to the Gallery as its manifest does' {
        $nuspec = ([xml] (Get-Content "$TestDrive/unzipped/GenesysFlows.nuspec" -Raw)).package.metadata
        $about = $manifest.PrivateData.PSData
        $nuspec.id, $nuspec.version, $nuspec.authors, $nuspec.description, $nuspec.copyright |
            Should -Be 'GenesysFlows', $manifest.ModuleVersion, $manifest.Author, $manifest.Description, $manifest.Copyright
        $nuspec.licenseUrl, $nuspec.projectUrl, $nuspec.releaseNotes | Should -Be $about.LicenseUri, $about.ProjectUri, $about.ReleaseNotes
        $tags = $nuspec.tags -split ' '
        foreach ($tag in @($about.Tags) + 'PSModule' + 'PSEdition_Core' + 'PSIncludes_Cmdlet' + 'PSCmdlet_Start-GenesysFlow') { $tag | Should -BeIn $tags }
        $nuspec.dependencies | Should -BeNullOrEmpty
    }

    It 'has a bill of materials with the hash of each assembly, and the license of each package' {
        $bill = Get-Content "$package/GenesysFlows.cdx.json" -Raw | ConvertFrom-Json
        $bill.metadata.component.version | Should -Be $manifest.ModuleVersion
        $files = @($bill.components | Where-Object type -EQ file) + ($bill.components | Where-Object type -EQ library).components
        $files.name | Sort-Object | Should -Be ((Get-RelativeFile $package) -like '*.dll' | Sort-Object)
        foreach ($file in $files) { (Get-FileHash "$package/$($file.name)").Hash | Should -Be $file.hashes[0].content }

        $polly = $bill.components | Where-Object type -EQ library
        $pinned = [regex]::Match((Get-Content "$root/Directory.Packages.props" -Raw), 'Include="Polly.Core" Version="(?<Version>[^"]+)"').Groups['Version'].Value
        $polly.purl, $polly.licenses.expression | Should -Be "pkg:nuget/Polly.Core@$pinned", 'BSD-3-Clause'
        $polly.hashes[0].content | Should -Match '^[0-9a-f]{128}$'
    }

    It 'is all that a person without the repository needs' {
        Import-Module "$PSScriptRoot/Simulator.psm1"
        $simulator = Start-Simulator
        try {
            $saving = (Get-Snippet 'Save-PSResource').Replace('D:\transfer', "'$TestDrive/transfer'")
            $null = New-Item "$TestDrive/transfer" -ItemType Directory
            $seen = Invoke-WithRepository $saving "$TestDrive/transfer" {
                Connect-GenesysCloud
                $problem = $null
                Start-GenesysFlow 'Onbord employee' -UserId (New-Guid) -ErrorAction SilentlyContinue -ErrorVariable problem
                $id = ($problem[0].FullyQualifiedErrorId -split ',')[0]
                @{
                    Base      = (Get-Module GenesysFlows).ModuleBase
                    Synopsis  = (Get-Help Start-GenesysFlow).Synopsis.Trim()
                    Execution = (Start-GenesysFlow 'Onboard employee' -UserId (New-Guid) -InputData @{ startDate = '2026-12-01' } -Wait).Status
                    ErrorId   = $id
                    Explained = (Get-Help about_GenesysFlows_Errors) -match "(?m)^ +$id\n +\S"
                }
            }
            $seen.Base | Should -Be (Join-Path "$TestDrive/transfer" GenesysFlows $manifest.ModuleVersion)
            $seen.Synopsis | Should -BeLike 'Launches*'
            $seen.Execution | Should -Be COMPLETED
            $seen.ErrorId | Should -Be FlowNotFound
            $seen.Explained | Should -BeTrue
            Get-RelativeFile $seen.Base | Should -Be (Get-RelativeFile $package)
        } finally {
            Stop-Simulator $simulator
        }
    }

    # On Windows, it would install into the documents of whoever runs the tests.
    It 'is installed by Install-PSResource' -Skip:$IsWindows {
        $modules = "$TestDrive/home/.local/share/powershell/Modules"
        $seen = Invoke-WithRepository (Get-Snippet 'Install-PSResource') $modules { @{ Base = (Get-Module GenesysFlows).ModuleBase } }
        $seen.Base | Should -Be "$modules/GenesysFlows/$($manifest.ModuleVersion)"
    }

    It 'leaves the package of before when a file is missing, and nothing half-made' {
        $before = Get-RelativeFile "$tree/output"
        Invoke-BuildWith LICENSE { Remove-Item $args[0] }

        $exitCode | Should -Not -Be 0
        $output | Should -Match LICENSE
        Get-RelativeFile "$tree/output" | Should -Be $before
    }

    It 'has the version that the manifest says, in its assemblies too' {
        Invoke-BuildWith GenesysFlows.psd1 {
            $content = Get-Content $args[0] -Raw
            Set-Content $args[0] $content.Replace("'$($manifest.ModuleVersion)'", "'99.0.0'") -NoNewline
        }

        $exitCode | Should -Be 0 -Because $output
        foreach ($assembly in 'FlowCmdlets.dll', 'Dependencies/GenesysCloud.dll') {
            [Reflection.AssemblyName]::GetAssemblyName("$tree/output/GenesysFlows/99.0.0/bin/$assembly").Version.ToString(3) | Should -Be 99.0.0
        }

        "$tree/output/GenesysFlows.99.0.0.nupkg" | Should -Exist
    }

    It 'leaves no package when it does not pass its check' {
        Invoke-BuildWith GenesysFlows.psd1 {
            $content = Get-Content $args[0] -Raw
            Set-Content $args[0] $content.Replace("'Get-GenesysFlow'", "'Get-GenesysFlou'") -NoNewline
        }

        $exitCode | Should -Not -Be 0
        $output | Should -Match 'Get-GenesysFlou'
        Test-Path $package | Should -BeFalse
        Test-Path $packageFile | Should -BeFalse
    }
}
