"""What a command prints of a bank's second languages."""

from __future__ import annotations

from recruit.cli.outcome import say
from recruit.domain.bank import QuestionBank
from recruit.domain.translation_coverage import translation_coverage


def say_translations(bank: QuestionBank) -> None:
    """Print how far each second language of a bank goes, what is missing in it and what is stale."""
    for one in translation_coverage(bank):
        levels = ", ".join(
            f"level {number} {there} of {total}" for number, (there, total) in one.levels.items()
        )
        say(f"\nIn {one.language.english} ({one.language.tag}), questions that can be asked: {levels}")
        say(f"  to be reviewed by a translator: {one.to_be_reviewed} of {one.translations} translations")
        for word, names in (("not translated", one.missing), ("no longer fits, not used", one.unfit)):
            if names:
                say(f"  {word}: {', '.join(names)}")
        for name, digest in one.stale.items():
            say(f"  stale: {name}; its English is now {digest}")
