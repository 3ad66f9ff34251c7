"""Taking up what was edited: at once, and with new weights in time, while people are answered."""

import asyncio
import logging
from typing import Final

from bot.logs import told
from knowledge.answerer import Answerer
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)

# Seconds between two looks for edits that another process made, or for weights out of date.
LOOK: Final = 0.5
# The same after one that met what nobody foresaw, as too little memory.
FAILED: Final = 30.0
# The same where no new weights could be made: it takes long, and older ones are right as well.
NOT_RENEWED: Final = 3600.0


async def take_up_edits(answerer: Answerer) -> None:
    """Look for edits for ever; what hinders that is said once, and once that it is over."""
    said, wait = "", LOOK
    while True:
        await asyncio.sleep(wait)
        trouble, wait = await _refreshed(answerer, said)
        if said and not trouble:
            log.warning("The base can be read again")
        if trouble and trouble != said:
            log.warning("The base could not be read again, the old one stays: %s", trouble)
        said = trouble


async def _refreshed(answerer: Answerer, said: str) -> tuple[str, float]:
    """Look for edits; what is wrong, if anything, and the seconds until it is looked again."""
    try:
        if await asyncio.to_thread(answerer.refresh):
            log.info("The base has changed and was read again")
    except KnowledgeError as error:
        return str(error), LOOK
    except Exception as error:
        # What fails like this may have taken long, and would again.
        if told(error) != said:
            log.error("An edit could not be taken up", exc_info=error)
        return told(error), FAILED
    return "", LOOK


async def renew_weights(answerer: Answerer) -> None:
    """Have the weights made anew whenever they are out of date."""
    while True:
        is_well = not answerer.snapshot.is_drifted() or await _renewed(answerer)
        await asyncio.sleep(LOOK if is_well else NOT_RENEWED)


async def _renewed(answerer: Answerer) -> bool:
    """Have them made anew; whether they are. Whoever failed has told of it."""
    try:
        done = await asyncio.to_thread(answerer.renew_weights)
    except KnowledgeError:  # the base cannot be read now, which is told where edits are taken up
        return False
    except Exception as error:
        log.error("New weights could not be taken up", exc_info=error)
        return False
    if done:
        log.info("So much was edited that the weights of the base were made anew")
    return done
