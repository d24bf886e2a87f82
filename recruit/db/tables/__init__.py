"""Every table, so that one import knows the whole schema."""

from recruit.db.tables.audit import AuditEvent
from recruit.db.tables.columns import Base, Moment, new_id
from recruit.db.tables.people import (
    Account,
    FailedAttempt,
    Grant,
    OneTimeCode,
    Organisation,
    OutboxMessage,
    SignIn,
)
from recruit.db.tables.questions import (
    LocalBankRow,
    LocalFrameworkRow,
    LocalFrameworkVersionRow,
    PackQuestionRow,
    QuestionRow,
    QuestionVersionRow,
)
from recruit.db.tables.scoring import (
    AgreedScoreRow,
    AmendmentRow,
    DecisionRow,
    ScoreSheetRow,
    SealRow,
    SheetEntryRow,
)
from recruit.db.tables.vacancies import (
    CandidateRow,
    PackRow,
    PanelMemberRow,
    RoundRow,
    StruckQuestionRow,
    VacancyRow,
)

__all__ = [
    "Account",
    "AgreedScoreRow",
    "AmendmentRow",
    "AuditEvent",
    "Base",
    "CandidateRow",
    "DecisionRow",
    "FailedAttempt",
    "Grant",
    "LocalBankRow",
    "LocalFrameworkRow",
    "LocalFrameworkVersionRow",
    "Moment",
    "OneTimeCode",
    "Organisation",
    "OutboxMessage",
    "PackQuestionRow",
    "PackRow",
    "PanelMemberRow",
    "QuestionRow",
    "QuestionVersionRow",
    "RoundRow",
    "ScoreSheetRow",
    "SealRow",
    "SheetEntryRow",
    "SignIn",
    "StruckQuestionRow",
    "VacancyRow",
    "new_id",
]
