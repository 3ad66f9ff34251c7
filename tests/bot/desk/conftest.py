from dataclasses import replace

import pytest

from bot.context import Services
from tests.telegram import BotApiDouble, Person


@pytest.fixture
def maintainer(double: BotApiDouble) -> Person:
    """Somebody whom the settings name; ``person`` is somebody else."""
    return double.person(first_name="Maintainer", language_code="en")


@pytest.fixture
def services(services: Services, maintainer: Person) -> Services:
    """What the application is built of, with one maintainer."""
    settings = replace(services.settings, maintainers=frozenset({maintainer.id}))
    return replace(services, settings=settings)
