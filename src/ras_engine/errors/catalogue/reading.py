"""What can be wrong with the text itself, before anything is known about rulesets: the codes of the reading stage."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

ENCODING = table(
    Code(
        "RAS001",
        "The file is too large",
        "The file holds more than the {most} bytes that are read.",
        "Check that this is the file you meant. A ruleset of a whole council fits into a small part of this.",
        "A file of unlimited size could stop the computer that checks it.",
    ),
    Code(
        "RAS002",
        "The file is not UTF-8 text",
        "The file is not UTF-8 text: byte {offset} (counted from 0, hexadecimal {byte}) cannot be read.",
        'Save the file again with the encoding "UTF-8". Your editor offers it under "Save as" or "Encoding".',
        "Guessing an encoding turns a pound sign or a Welsh letter into something else without anybody noticing.",
    ),
    Code(
        "RAS003",
        "The file is UTF-16 or UTF-32 text",
        "The file is written in {encoding}, not in UTF-8.",
        'Save the file again with the encoding "UTF-8". Some Windows programs call the wrong one "Unicode".',
        "One encoding for every ruleset means that every tool reads the same letters and counts the same columns.",
    ),
    Code(
        "RAS004",
        "There is nothing in the file",
        "The file is empty, or holds only comments.",
        "Put back what belongs in it, or give the name of another file.",
        "An empty file is most often a save that went wrong; it must never count as rules that give nothing.",
    ),
    Code(
        "RAS005",
        "The file does not start with keys",
        "The file holds {found} where its sections should be.",
        "Begin each section at the left margin with its name and a colon, such as `scheme: example-borough/adults`.",
        "A ruleset is a set of named sections, so that each can be found and read aloud on its own.",
    ),
    Code(
        "RAS006",
        "A character that cannot be seen",
        "The invisible character {name} stands in the text{others}.",
        "Delete it. If you cannot find it, write the line again by hand.",
        "What an auditor sees on the page must be all that the engine reads. Such characters often come from copying.",
    ),
    Code(
        "RAS007",
        "A character that changes the direction of reading",
        "The character {name} changes the order in which the text is shown{others}.",
        "Delete it. The text around it may then look different: that is what the engine reads.",
        "With such a character a price or a condition can be made to look like another one.",
    ),
    Code(
        "RAS008",
        "A line is too long",
        "This line has {length} characters, which is more than the {most} that are read.",
        "Break the line, or put the list in it on lines of its own.",
        "A line of that length cannot be checked by eye, and a changed word in it cannot be seen in a comparison.",
    ),
    Code(
        "RAS009",
        "A text is too long",
        "This text has {length} characters, which is more than the {most} that are read.",
        "Shorten the text, or keep the long version in a document and name that under `source:`.",
        "A wording of a question or a reason is read by people; one of that length is most often a quote that was never closed.",
    ),
)

MEANING = table(
    Code(
        "RAS010",
        "A tab at the start of a line",
        "This line begins with a tab{others}.",
        "Use spaces to move a line to the right. Most editors can do this for the whole file.",
        "How wide a tab is differs from editor to editor, so it cannot show what belongs to what.",
    ),
    Code(
        "RAS011",
        "Sections inside sections, too deep",
        "Here the sections stand more than {most} deep inside each other. Reading stopped at this place.",
        "Close the brackets that were opened before this place, or take the inner sections out.",
        "No ruleset needs that depth, and a file made to be endless in this way can stop a computer.",
    ),
    Code(
        "RAS012",
        "The same key twice",
        "The key {key} is written twice in one section.",
        "Keep one of the two, or give the second its own name.",
        "Many programs take the last of the two without saying so: the first would be read by people and ignored.",
    ),
    Code(
        "RAS013",
        "A value is missing",
        "{subject} has no value{written}.",
        "Write the value, or delete {it}. Words that look empty (`null`, `~`) can be written in quotes.",
        "An empty value would have to be guessed. The language has no value that means nothing.",
    ),
    Code(
        "RAS014",
        "A key is missing",
        "There is no name before this colon.",
        "Write the name of the value before the colon, or delete the line.",
        "A value without a name cannot be used or explained.",
    ),
    Code(
        "RAS015",
        "A key that is not a single word or text",
        "{found} is used as a key.",
        "Write a name before the colon. Where a value is meant to begin with a bracket, put it in quotes.",
        "A key is a name that people refer to. This is most often a place left open in a template, such as `{{ amount }}`.",
    ),
    Code(
        "RAS016",
        "A key with a question mark",
        "A question mark marks the key here.",
        "Write the key and its colon on one line: `key: value`.",
        "There is one way to write a key, so that every ruleset reads alike.",
    ),
    Code(
        "RAS017",
        "A named copy (`&name`)",
        "Here {name} gives a name to a part of the file, in order to use it again.",
        "Take {name} away, and write the part out wherever it is needed. In a text, put the value in quotes.",
        "Someone who reads one section must see all of it, without looking for the place that it was copied from.",
    ),
    Code(
        "RAS018",
        "A copy of another part (`*name`)",
        "Here {name} stands for a copy of another part of the file.",
        "Write the part out in full. In a text, put the value in quotes.",
        "Someone who reads one section must see all of it; and a small file of copies of copies can grow without end.",
    ),
    Code(
        "RAS019",
        "A tag (`!name`)",
        "Here {name} asks for a special kind of value.",
        "Take {name} away. In a text, put the value in quotes.",
        "A ruleset is data, never code. Tags can make a reader of YAML run a program.",
    ),
    Code(
        "RAS020",
        "A merged section (`<<`)",
        "The key `<<` copies another section into this one.",
        "Write the values out here.",
        "Someone who reads one section must see all of it, without looking for the place that it was copied from.",
    ),
    Code(
        "RAS021",
        "More than one document in a file",
        "A second document begins here.",
        "Delete this line, or put the second document into a file of its own.",
        "One file is one ruleset: its digest and its date belong to the whole file.",
    ),
    Code(
        "RAS022",
        "A directive (`%`)",
        "This line begins with a percent sign, which gives orders to the reader.",
        "Delete the line. A text that begins with a percent sign must stand in quotes.",
        "Every ruleset is read in the same way, whatever stands at its top.",
    ),
)

WRITING = table(
    Code(
        "RAS023",
        "A quote that is never closed",
        "The quote that opens here is never closed.",
        "Put {quote} at the end of the text. An apostrophe inside single quotes is written twice: 'it''s'.",
        "Everything after the quote would be read as one text.",
    ),
    Code(
        "RAS024",
        "Something stands after the end of a value",
        "There is more text after the closing {mark}.",
        "Delete it, or put the whole value into quotes. An apostrophe inside single quotes is written twice: 'it''s'.",
        "It cannot be said whether the rest belongs to the value.",
    ),
    Code(
        "RAS025",
        "A second colon on a line",
        "A second colon with a space after it stands on this line.",
        "Put the value into quotes if the colon belongs to it. Otherwise begin a new line before the second key.",
        "It cannot be said which of the two colons ends the key.",
    ),
    Code(
        "RAS026",
        "A line that does not line up",
        "This line does not line up with the lines that it belongs to: it stands {spaces}.",
        "Put as many spaces before it as stand before the other lines of its section, or two more to go inside the line above.",
        "The spaces before a line say which section it belongs to.",
    ),
    Code(
        "RAS027",
        "A line without a colon",
        "This line is neither a key with its value nor an item of a list.",
        "Write `key: value` with a space after the colon, or `- item`. Before a text of several lines, write `|` after its colon.",
        "Without the colon and the space it cannot be said what this line is about.",
    ),
    Code(
        "RAS028",
        "A bracket that is never closed, or a missing comma",
        "A comma or the closing bracket {bracket} is missing.",
        "Put a comma between the items, and {bracket} after the last.",
        "Everything after the bracket would be read as part of the list.",
    ),
    Code(
        "RAS029",
        "A character that cannot begin a value",
        "A value cannot begin with {character}.",
        "Put the value into quotes, or delete the character.",
        "The character has a meaning of its own in YAML.",
    ),
    Code(
        "RAS030",
        "A backslash that means nothing",
        "The backslash is followed by something that has no meaning in double quotes.",
        "Use single quotes for a text with a backslash, or write the backslash twice.",
        "Inside double quotes a backslash begins a special character.",
    ),
    Code(
        "RAS031",
        "A text of several lines that begins wrongly",
        "The sign for a text of several lines is not written as it should be.",
        "Write only `|` (lines kept) or `>` (lines joined) after the colon, and the text on the lines below, further right.",
        "The text begins on the line after the sign.",
    ),
    Code(
        "RAS032",
        "The text cannot be read from here on",
        "From this place on the text is not YAML.",
        "Look at the line above as well: a missing quote, bracket or colon is the most frequent cause.",
        "Nothing after this place could be checked.",
    ),
    Code(
        "RAS033",
        "Too many problems",
        "There are more than {most} problems. Those after this place are not shown.",
        "Put the first ones right and check again.",
        "The first few are most often the cause of the rest.",
    ),
    Code(
        "RAS034",
        "A list that begins on the line of its key",
        "The dash of a list cannot stand here, after other text on the same line.",
        "Begin the list on the next line, two spaces further right. If the dash belongs to a text, put the text into quotes.",
        "Each item of a list stands on a line of its own, under its key.",
    ),
    Code(
        "RAS035",
        "A text cut off at a hash",
        "The text ends before {hash}: in YAML a space and a hash begin a comment.",
        'Put the whole text into quotes. If a comment is meant, leave a space after the hash ("# like this").',
        "What follows the hash would be lost without a word: `Ward #3 only` would be read as `Ward`.",
    ),
)

JSON = table(
    Code(
        "RAS040",
        "The text is not JSON",
        "The text is not JSON: {found}.",
        "{advice}",
        "JSON is written by programs. A program that makes this text has a fault, or the text was cut off on its way.",
    ),
    Code(
        "RAS041",
        "A number that is not a number",
        "The word {word} stands where a number should be.",
        "Write a number, or leave the key out.",
        "Such a word comes from a sum that went wrong in another program. It must never become an amount.",
    ),
    Code(
        "RAS042",
        "Half a character",
        "The text holds half a character ({name}).",
        "Write the character itself, or both halves of it.",
        "Half a character cannot be stored or shown. It comes from a text that was cut in the middle.",
    ),
)

CODES = {**ENCODING, **MEANING, **WRITING, **JSON}
