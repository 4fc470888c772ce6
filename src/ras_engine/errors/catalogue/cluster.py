"""What can be wrong where a caseload is scored by several processes (RAS76x). Bad rows are marked with RAS6xx codes."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS760",
        "Two versions of the engine",
        "The ruleset was sent by version {sent} of the engine; the process that is to score with it has version {here}.",
        "Install the same version everywhere: on the machine that sends the work, and on every machine that does it.",
        "Two versions may work out two amounts for one person, and nobody would see which came from where.",
    ),
    Code(
        "RAS761",
        "A carried column of another type",
        'The column "{column}" is declared as {declared}, but what came is {found}.',
        "Declare it as it is, or convert it before scoring.",
        'Converting may change values unseen: the id "007" is not the number 7.',
    ),
    Code(
        "RAS762",
        "A column of the result that there is not",
        'The result has no column "{column}".',
        "{nearest} Without a choice of columns, all are given.",
        "A column left out because of a slip in its name would be missed only when it is needed.",
    ),
    Code(
        "RAS763",
        "Not a Parquet file",
        "No row groups of Parquet can be read here: {reason}.",
        "Name Parquet files, or a folder that holds some. Other files: read them with the tool that knows them, and score its "
        "frame.",
        "Work is handed out as row groups, so that the processes read for themselves.",
    ),
    Code(
        "RAS764",
        "A folder with something else in it",
        "The folder holds {count} files that are not of this job, such as {name}.",
        "Write to a new or empty folder; or to that of the same job to go on with it.",
        "Whoever reads the folder would count the people of both.",
    ),
    Code(
        "RAS765",
        "Parts that do not add up",
        "{found} rows are in the parts, where {expected} were read.",
        "Run the job again: parts that are whole are kept. If this is said again, please report it.",
        "Nobody may be lost or counted twice, whatever became of the machines.",
    ),
    Code(
        "RAS766",
        "A file that changed",
        "The file is not the one that was looked at when the job began: it had {expected} rows here, and has {found}.",
        "Let nobody write to the caseload while it is scored, and start again in an empty folder.",
        "Part of one caseload and part of another is neither.",
    ),
    Code(
        "RAS767",
        "A column to carry along that is not there",
        'The caseload has no column "{column}" to carry along.',
        "{nearest} Name columns as the caseload has them.",
        "Without its ids a result cannot be brought together with anything.",
    ),
    Code(
        "RAS768",
        "Not a record batch",
        "A scorer takes an Arrow record batch, a table, or batches one after the other; this is {type}.",
        "Hand over pyarrow.table(...) of it, or use score_batch or the adapter for its library.",
        "A scorer reads Arrow data as it is and never turns other data into it, so that a worker does what the sender saw.",
    ),
)
