"""An application addressed to a Leader group: the group's name, and a place for the answer to each of its questions."""

from hakemus.group import LeaderGroup, asked_and_answered
from hakemus.model import Application, GroupAnswer
from hakemus.texts import Language


def addressed_to(application: Application, group: LeaderGroup, language: Language) -> Application:
    """Return an application to a group, whose questions stand in it without an answer where it has none yet.

    >>> group = LeaderGroup(name={"fi": "Esimerkki ry"}, questions=[{"key": "hours", "label": {"fi": "Tunnit"}}])
    >>> addressed_to(Application(), group, "fi").group_answers[0].question
    'Tunnit'
    """
    asked = [one.question for one in asked_and_answered(application, group.questions)]
    there = [answer.question for answer in application.group_answers if answer.question]
    lacking = [question for question in asked if not any(question.is_called(text) for text in there)]
    new = tuple(GroupAnswer(question=question.label.text(language)) for question in lacking)
    return application.model_copy(
        update={
            "leader_group": group.name.text(language),
            "group_answers": (*application.group_answers, *new),
        }
    )
