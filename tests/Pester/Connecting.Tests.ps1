BeforeAll {
    Import-Module GenesysFlows, "$PSScriptRoot/Simulator.psm1"
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
