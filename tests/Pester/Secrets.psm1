# Finds the secrets and tokens of the simulator, all of which can be recognized, in what tests show and write.

$script:Plain = 'not-a-(secret|token)-[\w-]+'

# What a reader of the documentation puts a secret into on purpose.
$script:SecretFiles = 'genesys', 'genesys.env', 'secret.xml'

# The secrets in a text, also those in the base64 of a Basic header.
function Find-Secret([Parameter(ValueFromPipeline)] [AllowNull()] [string] $Text) {
    process {
        [regex]::Matches($Text, $script:Plain).ForEach{ $_.Value }
        foreach ($match in [regex]::Matches($Text, '[A-Za-z0-9+/]{24,}={0,2}')) {
            $bytes = [byte[]]::new($match.Length)
            $length = 0
            if ([Convert]::TryFromBase64String($match.Value, $bytes, [ref] $length) -and
                [Text.Encoding]::UTF8.GetString($bytes, 0, $length) -match $script:Plain) { $match.Value }
        }
    }
}

# Throws if a file in the folder has a secret in it.
function Assert-NoSecretInFolder([string] $Path) {
    foreach ($file in Get-ChildItem $Path -Recurse -File -Exclude $script:SecretFiles | Where-Object Length -LT 1MB) {
        # The message doesn't repeat it: what is thrown is searched too.
        if (Get-Content $file -Raw | Find-Secret) { throw "There is a secret in the file $file." }
    }
}

Export-ModuleMember -Function Find-Secret, Assert-NoSecretInFolder
