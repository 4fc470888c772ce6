"""`ras-engine audit`: does a ruleset keep its laws for every possible person? And: does a certificate say what is so?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ras_engine.audit import AuditReport, all_laws
from ras_engine.audit import audit as audited
from ras_engine.audit.laws import laws_named
from ras_engine.audit.witnesses.rates import Rates, rates_in
from ras_engine.edges.audit import Baseline, Judgement, certificate, certificate_text, judged, read_baseline, regressions_yaml
from ras_engine.edges.audit.words import opening
from ras_engine.edges.cli.audit_recheck import rechecked
from ras_engine.edges.cli.codes import rendered, reporting
from ras_engine.edges.cli.load import caseload_at, existing, file_at, ruleset_at
from ras_engine.edges.cli.options import Format, KnownOption, day
from ras_engine.edges.cli.screen import progress, say
from ras_engine.edges.cli.written import missing, refuse_out, write_out
from ras_engine.edges.files.whole import written_whole
from ras_engine.rulebook import examples_path, load_examples
from ras_engine.rulebook.examples import Examples
from ras_engine.ruleset import Ruleset

NEEDED = {"jinja2": "report"}


class AuditFormat(StrEnum):
    """How an audit is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    SARIF = "sarif"


def audit(
    ruleset: Annotated[
        Path | None,
        typer.Argument(
            metavar="RULESET",
            help='A ruleset file, or the folder of a rulebook with --on. "example-borough" is the example that comes with it.',
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="PREVIOUS", help="The ruleset that it takes the place of: who loses?")
    ] = None,
    law: Annotated[
        list[str] | None,
        typer.Option("--law", metavar="LAWS", help="Only these laws: --law P1,P6, or --law P1 --law P6.", show_default=False),
    ] = None,
    form: Annotated[
        AuditFormat,
        typer.Option("--format", "-f", help="json is a certificate; html a page that stands alone; junit and sarif are for CI."),
    ] = AuditFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it to a file; one that is there is replaced.")
    ] = None,
    budget: Annotated[
        int, typer.Option("--budget", min=0, max=86_400, metavar="SECONDS", help="What is not decided by then is said to be open.")
    ] = 60,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="Known failures, each with a reason and the day on which it ends; needs --on."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="With a rulebook folder: the day whose ruleset is audited. With --baseline: the day on which accepted failures "
            'are looked at, such as "$(date +%F)"; no clock is read.',
        ),
    ] = None,
    known_on: KnownOption = None,
    regressions: Annotated[
        Path | None,
        typer.Option("--regressions", metavar="FILE", help="Write the pairs that break a law as worked examples to be reviewed."),
    ] = None,
    caseload: Annotated[
        Path | None,
        typer.Option("--caseload", metavar="FILE", help="How people answer: the typical pair is then typical of this caseload."),
    ] = None,
    recheck: Annotated[
        Path | None,
        typer.Option("--recheck", metavar="CERTIFICATE", help="Check a certificate: score its pairs again, prove nothing again."),
    ] = None,
) -> None:
    """Audit a ruleset: prove each law for every possible person, or show two people that break it.

    Exit code 0: every law that applies is proved, or its failure is accepted. 1: a law is broken. 5: none is broken, but some are
    not decided.
    """
    problems_as = Format.JSON if form is AuditFormat.JSON else Format.TEXT
    if recheck is not None:
        others = (against, law or None, baseline, regressions, caseload)
        raise typer.Exit(
            rechecked(recheck, ruleset, day(on), day(known_on), problems_as, out, sum(one is not None for one in others))
        )
    if ruleset is None:
        raise typer.BadParameter("say which RULESET, or --recheck CERTIFICATE.")
    chosen, looked_at = _laws(law), day(on)
    refuse_out(out)
    refuse_out(regressions)
    if baseline is not None and looked_at is None:
        raise typer.BadParameter('--baseline needs --on DATE: accepted failures end on a day. In CI: --on "$(date +%F)".')
    try:
        with reporting(problems_as):
            rules, examples = _ruleset(ruleset, looked_at, day(known_on), baseline is not None)
            earlier = ruleset_at(against) if against else None
            known = _baseline(baseline, rules)
            rates = rates_in(rules, caseload_at(caseload)) if caseload else None
            report = _audited(rules, earlier, chosen, budget, examples, rates)
        judgement = judged(report, rules, earlier, baseline=known, on=looked_at)
        if judgement.notes:
            say(rendered(judgement.notes).rstrip("\n"))
        if regressions is not None:
            _regressions(report, regressions)
        write_out(_forms(judgement)[form], out, opening(judgement)[0])
    except ModuleNotFoundError as error:
        raise missing(error, NEEDED) from None
    raise typer.Exit(judgement.exit_code)


def _laws(names: list[str] | None) -> tuple[str, ...] | None:
    """The laws asked for. Raises a usage error for those that do not exist."""
    if not names:
        return None
    try:
        return tuple(one.id for one in laws_named(names))
    except ValueError as unknown:
        raise typer.BadParameter(f"--law {','.join(names)}: {unknown}") from None


def _ruleset(path: Path, on: date | None, known_on: date | None, day_is_for_baseline: bool) -> tuple[Ruleset, Examples | None]:
    """The ruleset and the worked examples beside it. With accepted failures, a file may come with a day: it is theirs."""
    folder = existing(path, "The ruleset").is_dir()
    rules = ruleset_at(path, on if folder or not day_is_for_baseline else None, known_on)
    beside = examples_path(Path(rules.located.file))
    return rules, load_examples(beside) if beside.is_file() else None


def _baseline(path: Path | None, rules: Ruleset) -> Baseline | None:
    """The accepted failures, which must be those of this scheme."""
    return read_baseline(file_at(path, "The baseline").read_bytes(), file=str(path), scheme=rules.scheme) if path else None


def _audited(
    rules: Ruleset,
    earlier: Ruleset | None,
    laws: tuple[str, ...] | None,
    budget: int,
    examples: Examples | None,
    rates: Rates | None,
) -> AuditReport:
    with progress("Auditing the ruleset, law by law") as bar:
        task = bar.add_task("", total=len(laws) if laws else len(all_laws()))
        return audited(
            rules,
            against=earlier,
            laws=laws,
            budget_seconds=budget,
            examples=examples,
            rates=rates,
            each=lambda _: bar.advance(task),
        )


def _regressions(report: AuditReport, path: Path) -> None:
    text = regressions_yaml(report.findings)
    if not text:
        say(f"{path}: no pair breaks a law, so nothing was written.")
        return
    with written_whole(path) as file:
        file.write(text)
    say(f"{path}: {text.count('  - id: ')} cases to be reviewed.")


def _forms(judgement: Judgement) -> dict[AuditFormat, Callable[[], str] | Callable[[], None]]:
    """How each format is made; what it needs is imported when it is."""

    def text() -> None:
        from ras_engine.edges.cli.audit_screen import show_audit

        show_audit(judgement)

    def json_text() -> str:
        return certificate_text(certificate(judgement.report, judgement.ruleset, judgement.against))

    def html() -> str:
        from ras_engine.edges.report.audit import page

        return page(judgement).as_html()

    def markdown() -> str:
        from ras_engine.edges.audit.markdown import markdown as made

        return made(judgement)

    def junit() -> str:
        from ras_engine.edges.audit.junit import junit as made

        return made(judgement)

    def sarif() -> str:
        from ras_engine.edges.audit.sarif import sarif as made

        return json.dumps(made(judgement), indent=2, ensure_ascii=False) + "\n"

    return {
        AuditFormat.TEXT: text,
        AuditFormat.JSON: json_text,
        AuditFormat.HTML: html,
        AuditFormat.MARKDOWN: markdown,
        AuditFormat.JUNIT: junit,
        AuditFormat.SARIF: sarif,
    }
