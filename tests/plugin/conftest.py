"""The sample council's project is run by the tests beside it, in an installation of its own, never as a part of ours."""

collect_ignore = ["sample"]
