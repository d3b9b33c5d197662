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
        $run = Invoke-Pwsh "Connect-GenesysCloud -Region '$($simulator.Address)' -Interactive"
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
        Get-GenesysCloudSession -ErrorAction Ignore | Should -BeNullOrEmpty
        Connect-GenesysCloud
        Get-GenesysFlow 'Onboard employee' | Should -Not -BeNullOrEmpty
    }
}
