"""What can be wrong with a caseload's columns or file (RAS7xx). Bad rows are not here: they are marked with RAS6xx codes."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS701",
        "A column is missing",
        'The caseload has no column "{column}", and this ruleset needs it.',
        "Add the column; single cells may be empty where the ruleset says what a missing answer counts as. {nearest}",
        "A question without a column would count as unanswered for everybody. That is nearly always a slip in a name.",
    ),
    Code(
        "RAS702",
        "Columns of different length",
        'The column "{column}" has {length} rows, where the others have {usual}.',
        "Give every column one entry a person.",
        "A row is a person. Columns that do not line up would mix people.",
    ),
    Code(
        "RAS703",
        "A column that looks like the ruleset's own",
        'This ruleset has nothing called "{column}".',
        "{nearest} Rename or remove the column.",
        "Columns that begin with carer. or deployment. move money, so a slip in their name is never passed over.",
    ),
    Code(
        "RAS710",
        "A caseload that is not UTF-8 text",
        "The file is not UTF-8 text: byte 0x{byte} here is not a letter in UTF-8{others}.",
        'Save it as "CSV UTF-8"; spreadsheets offer that by this name. {also}',
        "Guessing the letters of a file would change names and levels without anybody seeing it.",
    ),
    Code(
        "RAS711",
        "Not a CSV file",
        "The file is {found}, not CSV text.",
        "{remedy}",
        "Other files can be read as text by accident, and would then be a caseload of nonsense.",
    ),
    Code(
        "RAS712",
        "An empty caseload",
        "There is {found} in this file.",
        "A caseload begins with a line of column names; each line after it is one person.",
        "An empty caseload that passes as scored is nearly always the wrong file.",
    ),
    Code(
        "RAS713",
        "The same column twice",
        'The column "{column}" stands twice: two answers to one question.',
        "Keep the one that was agreed, and rename or delete the other.",
        "Whichever of the two were used, somebody's answer would be dropped unseen.",
    ),
    Code(
        "RAS714",
        "A row that does not fit its columns",
        "This row has {found}, where the header names {columns}.",
        "{remedy}",
        "Cells that slipped by one column would give a person somebody else's kind of answer.",
    ),
    Code(
        "RAS715",
        "A character that cannot be seen",
        "There is an invisible character here: {name}{others}.",
        "Delete it. A file with such characters was damaged on its way, or is not text.",
        "What looks right and is another word is the hardest slip to find by eye.",
    ),
    Code(
        "RAS716",
        "A column without a name",
        "Column {number} has no name.",
        "Name it in the first line, or delete the column.",
        "Nobody can say what the cells under no name mean, or that they may be left out.",
    ),
    Code(
        "RAS722",
        "Spaces around the name of a column",
        'The name of the column "{column}" has a space {place}.',
        "Delete the space. Names are compared as they are written.",
        "With the space it is another name, and the answers under it would belong to no question.",
    ),
    Code(
        "RAS717",
        "Too many columns",
        "The first line names {columns} columns; a caseload has at most {most}.",
        "Look whether rows and columns have changed places, or whether the file is another one.",
        "A questionnaire has tens of questions. Thousands of columns are people, or another file.",
    ),
    Code(
        "RAS718",
        "A cell that never ends",
        "This cell holds more than {most} characters.",
        "Look for a quote mark that opens here and is never closed. An answer is a word or a number.",
        "A quote that is not closed swallows all the people after it.",
    ),
    Code(
        "RAS719",
        "Quote marks that do not match",
        "{found}",
        'Put a cell that holds quote marks or commas in quotes as a whole, and write a quote mark inside it twice: "5 "" pipe".',
        "From a quote mark that does not match on, cells can no longer be told apart.",
    ),
    Code(
        "RAS720",
        "Columns separated by something else",
        "The columns are separated by {found}, not by commas.",
        'Save the file again as "CSV UTF-8 (comma delimited)".',
        "A comma inside a number or a note would then cut a cell in two.",
    ),
    Code(
        "RAS721",
        "A compressed file that is damaged",
        "The file cannot be unpacked: it is damaged or cut off.",
        "Copy it again from where it was made, and compare the sizes.",
        "Part of a caseload is not the caseload: the people after the cut would be left out.",
    ),
)
