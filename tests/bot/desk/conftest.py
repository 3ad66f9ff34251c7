from dataclasses import replace

import pytest

from bot.context import Services
from knowledge.model import Language
from tests.telegram import BotApiDouble, Person


@pytest.fixture
def language() -> Language:
    """What the maintainer speaks, unless a test says otherwise."""
    return "en"


@pytest.fixture
def maintainer(double: BotApiDouble, language: Language) -> Person:
    """Somebody whom the settings name; ``person`` is somebody else."""
    return double.person(first_name="Maintainer", language_code=language)


@pytest.fixture
def colleague(double: BotApiDouble) -> Person:
    """Another maintainer."""
    return double.person(first_name="Colleague", language_code="en")


@pytest.fixture
def services(services: Services, maintainer: Person, colleague: Person) -> Services:
    """What the application is built of, with two maintainers.

    Questions are kept since 2024, when tests ask them.
    """
    mine = frozenset({maintainer.id, colleague.id})
    settings = replace(services.settings, maintainers=mine, keep_questions_days=9999)
    return replace(services, settings=settings)
