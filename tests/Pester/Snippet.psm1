# Runs the commands of the documentation as a reader runs them.

# The snippet with the reader's own region in the place of the example's.
function ConvertTo-ReaderScript([string] $Snippet, $Simulator) {
    [scriptblock]::Create($Snippet.Replace('eu-central-1', $Simulator.Address).Replace('https://gateway.example', $Simulator.Address))
}

# A folder with the file people.csv that the documentation uses.
function New-ReaderFolder([string] $Path) {
    $folder = New-Item $Path -ItemType Directory
    New-EmployeeRow 5 | Export-Csv "$folder/people.csv"
    $folder.FullName
}

# The statements of a snippet: at a prompt, each is run and shown by itself.
function Get-Statement([scriptblock] $Script) {
    $Script.Ast.EndBlock.Statements.ForEach{ [scriptblock]::Create($_.Extent.Text) }
}

# What a transcript has between its header and its footer.
function Get-TranscriptText([string] $Path) {
    ((Get-Content $Path -Raw) -split '(?m)^\*{10,}\r?\n')[2]
}

# The words of a screen, without what differs from run to run: IDs, times, addresses, folders, and the width of columns.
function ConvertTo-Shape([string] $Text, [string] $Folder) {
    $shape = if ($Folder) { $Text.Replace($Folder, 'C:\jobs').Replace('C:\jobs/', 'C:\jobs\') } else { $Text }
    $shape = $shape -replace '127\.0\.0\.1(:\d+)?', 'eu-central-1' -replace 'Simulated organization', 'Example Inc.'
    $shape = $shape -replace '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '<id>'
    $shape = $shape -replace '\d+/\d+/\d{4} \d+:\d\d:\d\d(\s[AP]M)?', '<date>' -replace '\d\d:\d\d:\d\d(\.\d+)?', '<time>'
    # A column may cut them.
    $shape = $shape -replace '\b[0-9a-f]{5,8}-[0-9a-f-]*…', '<id>' -replace '\(\d+\.\d…', '(<duration>'
    $shape = $shape -replace '\d+\.\d s\b', '<duration>' -replace '\d+ of 300\b', '<left> of 300'
    $shape = $shape -replace '\bhttps?://\S+/oauth/authorize\?\S+', '<address>'
    $lines = ($shape -replace '-{3,}' -split '\r?\n').ForEach{ ($_ -replace '\s+', ' ').Trim() }
    $lines.Where{ $_ } -join "`n"
}

Export-ModuleMember -Function ConvertTo-ReaderScript, New-ReaderFolder, Get-Statement, Get-TranscriptText, ConvertTo-Shape
