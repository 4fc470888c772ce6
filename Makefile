# A thin face on dev.py, for those whose fingers type `make`. Nothing lives here.
.PHONY: demo test lint format docs ci
demo test lint format docs ci:
	python3 dev.py $@
