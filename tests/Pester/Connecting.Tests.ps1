BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1", "$PSScriptRoot/Pwsh.psm1"
    $simulator = Start-Simulator
}

AfterAll {
    Stop-Simulator $simulator
}

Describe 'Connecting' {
    It 'takes address, client id and secret from the environment, and says nothing' {
        Connect-GenesysCloud | Should -BeNullOrEmpty
        (Get-GenesysCloudSession).IsConnected | Should -BeTrue
    }

    It 'takes a credential' {
        $secret = ConvertTo-SecureString $env:GENESYSCLOUD_OAUTHCLIENT_SECRET -AsPlainText -Force
        $credential = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, $secret)
        $session = Connect-GenesysCloud -Region $simulator.Address -Credential $credential -PassThru
        $session.ClientId | Should -Be $env:GENESYSCLOUD_OAUTHCLIENT_ID
    }

    It 'tells of a wrong secret at once, in one error that try/catch gets' {
        $credential = [pscredential]::new($env:GENESYSCLOUD_OAUTHCLIENT_ID, (ConvertTo-SecureString 'wrong' -AsPlainText -Force))
        try {
            Connect-GenesysCloud -Credential $credential
            throw 'it connected'
        } catch {
            $_.CategoryInfo.Category | Should -Be AuthenticationError
            $_.ErrorDetails.RecommendedAction | Should -Match 'secret'
        }
    }

    It 'names the variables that are missing from the environment' {
        $before = $env:GENESYSCLOUD_OAUTHCLIENT_SECRET
        try {
            $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $null
            { Connect-GenesysCloud } | Should -Throw '*GENESYSCLOUD_OAUTHCLIENT_SECRET*' -ErrorId 'EnvironmentIncomplete*'
        } finally {
            $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $before
        }
    }
}

Describe 'Without a person' {
    BeforeDiscovery {
        $cases = foreach ($mode in 'with -NonInteractive', 'with redirected input') {
            @{ Mode = $mode; Command = 'Connect-GenesysCloud -Credential some-id'; Id = 'ParameterArgumentTransformationError'; Says = '*-Credential has only the ID*' }
            @{ Mode = $mode; Command = 'Connect-GenesysCloud -ClientId some-id'; Id = 'ParameterMissing'; Says = '*-ClientId*without -ClientSecret*' }
            @{ Mode = $mode; Command = 'Connect-GenesysCloud -ClientSecret ([securestring]::new())'; Id = 'ParameterMissing'; Says = '*-ClientSecret*without -ClientId*' }
            @{ Mode = $mode; Command = 'Connect-GenesysCloud'; Id = 'EnvironmentIncomplete'; Says = '*GENESYSCLOUD_OAUTHCLIENT_ID*' }
            @{ Mode = $mode; Command = "Connect-GenesysCloud -Region ''"; Id = 'EnvironmentIncomplete'; Says = '*not set*' }
            @{ Mode = $mode; Command = "Connect-GenesysCloud -Region '' -ClientId a -ClientSecret (ConvertTo-SecureString b -AsPlainText -Force)"; Id = 'RegionInvalid'; Says = '*is empty*' }
        }
        $cases += @{ Mode = 'with -NonInteractive'; Command = 'Get-GenesysFlowJournal'; Id = 'MissingMandatoryParameter'; Says = '*Path*' }
    }

    It '<Command> is an error that names what is missing, and reads nothing, <Mode>' -ForEach $cases {
        # What would be taken for the answer to a question.
        $script = "Remove-Item Env:GENESYSCLOUD_OAUTHCLIENT_*
            Import-Module GenesysFlows
            try { $Command } catch { `$_.FullyQualifiedErrorId -replace ',.*'; `$_.Exception.Message }
            'next: ' + [Console]::In.ReadLine()"
        $run = Invoke-Pwsh $script -InputText "the first line`nthe second line`n" -NonInteractive:($Mode -eq 'with -NonInteractive')
        $run.ErrorOutput | Should -BeNullOrEmpty
        $lines = $run.Output.Trim() -split '\r?\n'
        $lines[0] | Should -Be $Id -Because $run.Output
        $lines[1..($lines.Count - 2)] -join ' ' | Should -BeLike $Says
        $lines[-1] | Should -Be 'next: the first line'
    }
}

Describe 'A profile of the official command-line client' {
    BeforeAll {
        $null = New-Item "$TestDrive/home/.gc" -ItemType Directory
        $file = "$TestDrive/home/.gc/config.toml"
        Set-Content $file @"
[default]
environment = "$($simulator.Address)"
grant_type = "1"
client_credentials = "$env:GENESYSCLOUD_OAUTHCLIENT_ID"
client_secret = "$env:GENESYSCLOUD_OAUTHCLIENT_SECRET"
[other]
environment = "mypurecloud.ie"
client_credentials = "another"
client_secret = "another"
"@
        if (-not $IsWindows) { chmod 600 $file }
        $before = $env:HOME, $env:USERPROFILE
        $hash = (Get-FileHash $file).Hash

        function Invoke-AtHome([scriptblock] $Script, [switch] $KeepVariables) {
            $variables = @{}
            foreach ($name in 'GENESYSCLOUD_REGION', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET') {
                $variables[$name] = [Environment]::GetEnvironmentVariable($name)
                if (-not $KeepVariables) { [Environment]::SetEnvironmentVariable($name, $null) }
            }
            $env:HOME = $env:USERPROFILE = "$TestDrive/home"
            try {
                & $Script
            } finally {
                $env:HOME, $env:USERPROFILE = $before
                foreach ($name in $variables.Keys) { [Environment]::SetEnvironmentVariable($name, $variables[$name]) }
            }
        }
    }

    It 'is found in the home folder, by its name in any case, and is not changed' {
        $session = Invoke-AtHome { Connect-GenesysCloud -Profile DEFAULT -PassThru -WarningVariable warnings }
        $session.RegionSource, $session.CredentialSource | Should -Be "profile 'default'", "profile 'default'"
        (Get-FileHash $file).Hash | Should -Be $hash
        (Get-ChildItem "$TestDrive/home" -Recurse -File -Force).FullName | Should -Be (Get-Item $file).FullName
    }

    It 'gives way to environment variables, with a warning if it has something else' {
        $warned = Invoke-AtHome -KeepVariables {
            Connect-GenesysCloud -Profile other -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings"
        }
        $warned | Should -BeLike "*takes precedence over profile 'other': GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET.*"
        (Get-GenesysCloudSession).ClientId | Should -Be $env:GENESYSCLOUD_OAUTHCLIENT_ID
    }

    if ($IsWindows) {
        It 'that the users of this computer can read gets a warning' {
            $null = icacls $file /grant '*S-1-5-32-545:R'
            $warned = Invoke-AtHome {
                Connect-GenesysCloud -Profile default -WarningVariable warnings -WarningAction SilentlyContinue
                "$warnings"
            }
            $warned | Should -BeLike '*Other users can read the file*icacls*'
        }
    }
}

Describe 'Signing in with a browser' {
    BeforeAll {
        $before = $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME
        $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME = 'curl', "$TestDrive"
        Set-Content "$TestDrive/.curlrc" 'location', 'silent', 'noproxy = "*"', "output = `"$("$TestDrive/page.html".Replace('\', '/'))`""
        $clientId = 'a0000000-0000-4000-8000-000000000006'
    }

    AfterAll {
        $env:GENESYSCLOUD_BROWSER, $env:CURL_HOME = $before
        Disconnect-GenesysCloud
    }

    It 'starts the program that GENESYSCLOUD_BROWSER names, and says where to sign in' {
        $session = Connect-GenesysCloud -Interactive -ClientId $clientId -PassThru -InformationVariable told 6>$null
        "$($session.SignIn) $($session.ClientId)" | Should -Be "AuthorizationCode $clientId"
        "$told" | Should -BeLike "Sign in with the browser.*$($simulator.Address)/oauth/authorize*"
        Get-Content "$TestDrive/page.html" -Raw | Should -BeLike '*You are signed in*'
        Get-GenesysFlow 'Onboard employee' | Should -Not -BeNullOrEmpty
    }

    It 'never asks for a value that is missing' {
        $run = Invoke-Pwsh "Remove-Item Env:GENESYSCLOUD_OAUTHCLIENT_ID; Connect-GenesysCloud -Region '$($simulator.Address)' -Interactive"
        $run.ErrorOutput | Should -BeLike '*ClientId*'
    }

    It 'shows no secret, whatever becomes of the session object' {
        Set-Simulator $simulator @{ refreshTokens = $true }
        $session = Connect-GenesysCloud -Interactive -ClientId $clientId -PassThru 6>$null
        $texts = ($session | Format-List * -Force | Out-String), ($session | ConvertTo-Json -Depth 9 -WarningAction Ignore),
            [Management.Automation.PSSerializer]::Serialize($session, 9)
        $texts | Should -Not -Match '[A-Za-z0-9_-]{43}'
    }
}

Describe 'Disconnecting' {
    It 'ends the session for whoever has it, and connecting anew begins another' {
        $session = Connect-GenesysCloud -PassThru
        Disconnect-GenesysCloud
        { Get-GenesysFlow } | Should -Throw -ErrorId 'NotConnected*'
        { Get-GenesysFlow -Session $session } | Should -Throw -ErrorId 'NotConnected*'
        Get-GenesysCloudSession | Should -BeNullOrEmpty
        Connect-GenesysCloud
        Get-GenesysFlow 'Onboard employee' | Should -Not -BeNullOrEmpty
    }
}
