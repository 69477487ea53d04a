"""What reminders say where nobody says otherwise, by whether the invoice is due already. Pure; placeholders are those of invoices."""

from __future__ import annotations

from typing import Final

from bigcapital.languages import Words
from bigcapital.sales.invoices.letter import MAILED

PLACEHOLDERS: Final = ("Company Name", "Customer Name", *MAILED.letter.placeholders)
SUBJECT: Final = "Reminder: invoice {Invoice Number} from {Company Name}"
_END: Final = "If you have paid already, please disregard this message.\n\nThanks,\n{Company Name}"
BEFORE: Final = (
    "Hi {Customer Name},\n\nThis is a friendly reminder that {Invoice Due Amount} of invoice {Invoice Number} "
    "is due on {Invoice Due Date}.\n\n" + _END
)
TODAY: Final = "Hi {Customer Name},\n\n{Invoice Due Amount} of invoice {Invoice Number} is due today, {Invoice Due Date}.\n\n" + _END
AFTER: Final = (
    "Hi {Customer Name},\n\n{Invoice Due Amount} of invoice {Invoice Number} was due on {Invoice Due Date}, "
    "{Overdue Days} days ago. Please arrange payment as soon as you can.\n\n" + _END
)
_END_AR: Final = "إذا كنتم قد سددتم المبلغ فيرجى تجاهل هذه الرسالة.\n\nشكرًا،\n{Company Name}"

words = Words(
    {
        SUBJECT: "تذكير: الفاتورة {Invoice Number} من {Company Name}",
        BEFORE: "مرحبًا {Customer Name}،\n\nنود تذكيركم بأن مبلغ {Invoice Due Amount} من الفاتورة {Invoice Number} "
        "مستحق في {Invoice Due Date}.\n\n" + _END_AR,
        TODAY: "مرحبًا {Customer Name}،\n\nمبلغ {Invoice Due Amount} من الفاتورة {Invoice Number} مستحق اليوم، {Invoice Due Date}.\n\n"
        + _END_AR,
        AFTER: "مرحبًا {Customer Name}،\n\nكان مبلغ {Invoice Due Amount} من الفاتورة {Invoice Number} مستحقًا في {Invoice Due Date}، "
        "أي قبل {Overdue Days} يومًا. نرجو ترتيب السداد في أقرب وقت.\n\n" + _END_AR,
    }
)


def standard(days: int, language: str | None) -> tuple[str, str]:
    """Subject and message of a reminder ``days`` after the due date."""
    message = BEFORE if days < 0 else AFTER if days else TODAY
    return words(SUBJECT, language), words(message, language)
