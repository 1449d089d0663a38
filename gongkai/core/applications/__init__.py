"""Disclosure on application (依申请公开): the life of an application, and its clock as a function of what happened.

Nothing is stored here and no day is asked of the machine: events in, dates with their reasons out.
"""

from gongkai.core.applications.clock import Clock, Event, Flaw, Step, Waiting, clock
from gongkai.core.applications.life import LIFE, ROLES, STAGES

__all__ = ["LIFE", "ROLES", "STAGES", "Clock", "Event", "Flaw", "Step", "Waiting", "clock"]
