"""Text to plain data that remembers its lines. Opens no files, guesses no types, knows nothing of rulesets.

Receives the bytes or the text of a file and gives `Located`: sections, lists and strings, with the place of each in the text.
What the language does not allow of YAML (copies, tags, merged sections, missing values, a key twice) is refused here, so that
every later stage can rely on a tree of strings that reads as it looks.
"""

from ras_engine.located.decode import readable_text
from ras_engine.located.json_text import read_json
from ras_engine.located.located import Data, Located, Mark, Path, path_text
from ras_engine.located.read import read_located

__all__ = ["Data", "Located", "Mark", "Path", "path_text", "read_json", "read_located", "readable_text"]
